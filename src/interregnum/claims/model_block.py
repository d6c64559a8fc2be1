"""The block ``model:`` of a claim: which runs test it, what is read from them, how they compare.

It is data, not code: arms are settings as ``--set`` takes them, a quantity is one number a run, a
contrast says how the arms' numbers become the claim's x. A claim that the model cannot carry says
so here, with the reason, and is never replaced by an easier one.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from interregnum.claims.model_names import FOLLOWED, QUANTITIES
from interregnum.errors import ScenarioError, nearest
from interregnum.scenario.quantity import Frozen, Real, Switch, Text, fault

Stage = Literal["start", "collapse"] | Annotated[int, Field(strict=True, ge=1, le=36524)]
ContrastKind = Literal["share", "pair", "ratio", "better_of", "interaction", "rank", "timing"]
Days = Annotated[int, Field(strict=True, ge=1, le=36525)]
Name = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]*$")]
NEEDED_ARMS: dict[str, int] = {
    "share": 1,
    "pair": 2,
    "ratio": 2,
    "better_of": 3,
    "interaction": 4,
    "rank": 1,
    "timing": 1,
}


class Arm(Frozen):
    """One arm: the base case with settings of its own.

    Parameters
    ----------
    settings
        By dotted key, as ``--set`` takes them.
    stage
        From when they act: ``start``, before the first day; ``collapse``, the day after the
        ruler's removal; or a day. Until then such an arm is the base case, draw for draw.
    ease_level
        In mode replay: the ease with which the first place falls is imposed at this level of its
        distribution in forward runs [1].
    words
        What the arm stands for in the claim.
    """

    settings: dict[str, Any] = Field(default_factory=dict)
    stage: Stage = "start"
    ease_level: Annotated[Real, Field(gt=0.0, lt=1.0)] | None = None
    words: Text

    @field_validator("settings")
    @classmethod
    def _values_are_plain(cls, settings: dict[str, Any]) -> dict[str, Any]:
        """Check that every setting is one that a command line could give."""
        for key, value in settings.items():
            if not isinstance(value, bool | int | float | str):
                raise fault("must be true, false, a number or a word", key)
        return settings


class Reading(Frozen):
    """One number of each run.

    Parameters
    ----------
    name
        Of :data:`interregnum.claims.model_names.QUANTITIES`.
    within
        Days in which it is looked for; by default the claim's deciding horizon.
    given
        A quantity that must hold for a run to count, such as ``removed``; it has the same days.
    given_arm
        The arm in which it must hold for a run to count in every arm; by default in each its own.
    """

    name: Text
    within: Days | None = None
    given: Text | None = None
    given_arm: Name | None = None

    @model_validator(mode="after")
    def _names_are_known(self) -> Reading:
        """Check both names."""
        for key in ("name", "given"):
            value = getattr(self, key)
            if value is not None and value not in QUANTITIES:
                raise fault(f"is no quantity of a run; {nearest(value, QUANTITIES)}", key)
        if self.given is not None and QUANTITIES[self.given].followed:
            raise fault(f"{self.given} is no event; name one such as removed", "given")
        return self


class Contrast(Frozen):
    """How the numbers of arms become x.

    Parameters
    ----------
    kind
        ``share``: the mean of one arm. ``pair``: first minus second. ``ratio``: first over
        second. ``better_of``: the first minus the better of the others. ``interaction``: (first
        - second) - (third - fourth). ``rank``: of one arm, the share minus the largest among
        ``others``. ``timing``: the skill of foretelling when, which has a road of its own.
    arms
        Their names, in that order.
    others
        For ``rank``: the quantities that compete.
    """

    kind: ContrastKind
    arms: tuple[Name, ...]
    others: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _arms_are_as_many_as_needed(self) -> Contrast:
        """Check the number of arms, and that a rank has competitors."""
        needed = NEEDED_ARMS[self.kind]
        enough = len(self.arms) >= needed if self.kind == "better_of" else len(self.arms) == needed
        if not enough:
            raise fault(f"a {self.kind} takes {needed} arms, not {len(self.arms)}", "arms")
        if (self.kind == "rank") != bool(self.others):
            raise fault("a rank names the quantities that compete, other kinds none", "others")
        for name in self.others:
            if name not in QUANTITIES:
                raise fault(f"{name} is no quantity; {nearest(name, QUANTITIES)}", "others")
        return self


class Beside(Frozen):
    """A number shown beside the claim's own, which decides nothing."""

    words: Text
    quantity: Reading
    contrast: Contrast


class NamedRegion(Frozen):
    """A part of the parameters, or a structure, named beforehand.

    Parameters
    ----------
    words
        For a reader.
    where
        The lowest and the highest value of each parameter [its unit].
    structure
        A rival structure by its name, such as ``selection=largest``.
    """

    words: Text
    where: dict[str, tuple[Real, Real]] = Field(default_factory=dict)
    structure: Text | None = None

    @model_validator(mode="after")
    def _it_says_where(self) -> NamedRegion:
        """Check that it restricts something, and that ranges run upwards."""
        if not self.where and self.structure is None:
            raise fault("restricts nothing; name a parameter's range or a structure", "where")
        for key, (low, high) in self.where.items():
            if not low < high:
                raise fault(f"{low:g} is not below {high:g}", "where", key)
        return self


class ModelBlock(Frozen):
    """How the model tests a claim.

    Parameters
    ----------
    testable
        Whether it can.
    reading
        How the sentence was read into arms and numbers; or why it cannot be tested.
    scenario
        The case; by default the ledger's.
    settings
        Of every arm.
    arms
        By name. One without settings is the base case itself.
    quantity, contrast
        What makes x.
    beside
        Numbers that are shown and decide nothing.
    shows_horizons
        Whether the claim's other horizons are shown with the same contrast.
    half_lives
        Daily quantities of which the half-life of the first two arms' difference is shown.
    structures
        The rival structures run over, by name; by default all that may act on the quantity.
    open
        Parameters that every arm must leave free to vary, because the sign hangs on them.
    regions
        Named beforehand; a verdict ``depends`` may rest on them.
    """

    testable: Switch = True
    reading: Text
    scenario: Text | None = None
    settings: dict[str, Any] = Field(default_factory=dict)
    arms: dict[Name, Arm] = Field(default_factory=dict)
    quantity: Reading | None = None
    contrast: Contrast | None = None
    beside: tuple[Beside, ...] = ()
    shows_horizons: Switch = True
    half_lives: tuple[Text, ...] = ()
    structures: tuple[Text, ...] | None = None
    open: tuple[Text, ...] = ()
    regions: tuple[NamedRegion, ...] = ()

    @model_validator(mode="after")
    def _a_test_is_whole(self) -> ModelBlock:
        """Check that what is tested has arms, a quantity and a contrast, and the rest has none."""
        parts = {"arms": self.arms, "quantity": self.quantity, "contrast": self.contrast}
        for key, value in parts.items():
            if self.testable and not value:
                raise fault("is missing; a claim that is tested names it", key)
            if not self.testable and value:
                raise fault("a claim that is not tested has none; remove it", key)
        for contrast in self.contrasts:
            for name in contrast.arms:
                if name not in self.arms:
                    rule = f"names the arm {name}; {nearest(name, self.arms)}"
                    raise fault(rule, "contrast", "arms")
        return self

    @property
    def contrasts(self) -> tuple[Contrast, ...]:
        """The contrast that decides, and those beside."""
        own = () if self.contrast is None else (self.contrast,)
        return (*own, *(row.contrast for row in self.beside))

    @model_validator(mode="after")
    def _followed_quantities_are_known(self) -> ModelBlock:
        """Check that half-lives are of what is followed, and arms that decide are named."""
        for name in self.half_lives:
            if name not in FOLLOWED:
                raise fault(f"{name} is not followed; {nearest(name, FOLLOWED)}", "half_lives")
        for reading in (self.quantity, *(row.quantity for row in self.beside)):
            if reading is not None and reading.given_arm not in (None, *self.arms):
                hint = nearest(str(reading.given_arm), self.arms)
                rule = f"names the arm {reading.given_arm}; {hint}"
                raise fault(rule, "quantity", "given_arm")
        return self


def block_of(claim: str, content: Any) -> ModelBlock:
    """Return the block of a claim, checked.

    Parameters
    ----------
    claim
        Its id, for messages.
    content
        What the file says under ``model:``.

    Raises
    ------
    ScenarioError
        If it is missing or wrong; the message names the key and the rule.

    Examples
    --------
    >>> block_of("C11", {"testable": False, "reading": "no mechanism moves o_abs alone"}).testable
    False
    """
    if isinstance(content, ModelBlock):
        return content
    if content is None:
        msg = f"{claim}: model: is missing; say how the model tests it, or testable: false and why"
        raise ScenarioError(msg)
    try:
        return ModelBlock.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        inner = first.get("ctx", {}).get("at", ())
        at = ".".join(str(part) for part in ("model", *first["loc"], *inner))
        raise ScenarioError(f"{claim}: {at}: {first['msg']}") from None
