"""What a claim is: prose, an estimand, and how both roads test it, fixed before anything is run."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from interregnum.claims.kinds import Kind, Measure, terms_of
from interregnum.claims.model_block import ModelBlock
from interregnum.scenario.quantity import Frozen, Real, Switch, Text, fault

Id = Annotated[str, Field(strict=True, pattern=r"^[A-Z][0-9]{2}[a-z]?$")]
Days = Annotated[int, Field(strict=True, ge=1, le=36525)]
Direction = Literal[1, -1]
MOST_STRATA = 3


class Horizon(Frozen):
    """How long after the start the quantity is read.

    Parameters
    ----------
    decides
        The one on which the verdict rests [d].
    shown
        Others that stand beside it [d].
    """

    decides: Days
    shown: tuple[Days, ...] = ()


class SignOpen(Frozen):
    """Whether the set-up leaves the sign of the effect open, and what leaves it open.

    Parameters
    ----------
    is_open
        Whether the author of the file expects both signs within the admissible parameters; the
        search for a point of the opposite sign decides, not this.
    parameters
        Full names of the parameters that are left open for it.
    why
        In a sentence.
    """

    is_open: Switch
    parameters: tuple[Text, ...] = ()
    why: Text


class Estimand(Frozen):
    """One effect of the record that stands for the claim's quantity.

    Parameters
    ----------
    effect
        Its name in the table of effects.
    words
        What it is, for a reader.
    arms
        Effects whose events are counted; by default those that the effect itself compares, and
        itself where it compares none.
    kind, direction, reference
        Where the record's quantity is of another kind, runs the other way or has another
        reference than the claim's.
    """

    effect: Text
    words: Text
    arms: tuple[Text, ...] = ()
    kind: Kind | None = None
    direction: Direction | None = None
    reference: Real | None = None


class Stratum(Frozen):
    """A part of the record named beforehand in which the claim may fare differently."""

    words: Text
    estimand: Estimand


class RecordBlock(Frozen):
    """How the record tests a claim.

    Parameters
    ----------
    testable
        Whether any open data speak to it.
    grade
        A the same quantity, B a named proxy, C the direction only.
    estimands
        The verdict must hold in each of them.
    strata
        At most three, registered.
    shown
        Effects that are drawn beside and decide nothing.
    single_case
        Whether the evidence is one case.
    why
        Why these, why this grade, or why it cannot be tested.
    """

    testable: Switch
    grade: Literal["A", "B", "C"] | None = None
    estimands: tuple[Estimand, ...] = ()
    strata: Annotated[tuple[Stratum, ...], Field(max_length=MOST_STRATA)] = ()
    shown: tuple[Text, ...] = ()
    single_case: Switch = False
    why: Text

    @model_validator(mode="after")
    def _a_test_has_an_estimand(self) -> RecordBlock:
        """Check that what can be tested says by what, and the rest does not."""
        if self.testable and not self.estimands:
            raise fault("is empty; name an effect or write testable: false", "estimands")
        if self.testable and self.grade is None:
            raise fault("is missing; give A, B or C", "grade")
        if not self.testable and (self.estimands or self.strata):
            raise fault("a claim that cannot be tested has no estimands; list them under shown",
                        "estimands")  # fmt: skip
        return self


class Claim(Frozen):
    """One claim of a ledger.

    Parameters
    ----------
    claim
        Its id, as ``C08``; a part of a claim adds a letter, as ``C14a``.
    part_of
        The claim that this is a part of.
    paragraph
        Where it stands in the source; empty where the source has no numbered paragraphs.
    place
        Where it stands, for sources without numbered paragraphs.
    title, paraphrase
        In our words and neutral: roles, not persons.
    kind, measure
        See :mod:`interregnum.claims.kinds`.
    quantity
        What x is, in words.
    reference, direction, indifference
        x0, s and δ.
    departs
        Why reference or indifference is not the kind's own, where it is not.
    contrast
        What is compared with what.
    horizon, sign_open, record, model
        See their own.
    what_would_change_our_mind
        Results, on either road, that would overturn the verdict.
    cannot_see
        What the tests leave out.
    """

    claim: Id
    part_of: Id | None = None
    paragraph: tuple[Annotated[int, Field(strict=True, ge=1)], ...] = ()
    place: Text | None = None
    title: Text
    paraphrase: Text
    kind: Kind
    measure: Measure = Measure.PROBABILITY
    quantity: Text
    reference: Real
    direction: Direction
    indifference: Annotated[Real, Field(gt=0.0)]
    departs: Text | None = None
    contrast: Text
    horizon: Horizon
    sign_open: SignOpen
    record: RecordBlock
    model: ModelBlock | None = None
    what_would_change_our_mind: Text
    cannot_see: Text

    @property
    def number(self) -> str:
        """The id of the whole claim that this is or is part of."""
        return self.part_of or self.claim

    @model_validator(mode="after")
    def _terms_are_those_of_the_kind(self) -> Claim:
        """Check that reference, direction and band are the kind's, or say why not."""
        terms = terms_of(self.kind, self.measure)
        if self.departs is None:
            same = (("reference", terms.reference), ("indifference", terms.band))
            for key, value in same:
                if not math.isclose(getattr(self, key), value, abs_tol=1e-4):
                    rule = f"a {self.kind} has {value:.4g}; write that, or why not under departs"
                    raise fault(rule, key)
            if terms.direction not in (None, self.direction):
                raise fault(f"a {self.kind} has {terms.direction}; write that", "direction")
        if self.part_of is not None and self.claim[:-1] != self.part_of:
            raise fault("is a part of another claim; its id begins with that claim's", "part_of")
        return self

    @model_validator(mode="after")
    def _it_stands_somewhere(self) -> Claim:
        """Check that the source can be looked up."""
        if not self.paragraph and self.place is None:
            raise fault("is missing; give the paragraphs, or the place in words", "paragraph")
        return self


class CounterEvidence(Frozen):
    """A fact of the record that the text leaves out, of the same rank as its claims.

    Parameters
    ----------
    id
        As ``K01``.
    title, words
        What is shown, and why it bears on the text.
    effects
        Names in the table of effects.
    """

    id: Id
    title: Text
    words: Text
    effects: Annotated[tuple[Text, ...], Field(min_length=1)]


class LedgerHead(Frozen):
    """What a ledger says of its text.

    Parameters
    ----------
    ledger
        Its name, in lower case with hyphens.
    title, author, publication, date
        Of the text.
    status
        What the sentences are to the reader: hypotheses under test.
    scenario
        The case in which the model tests them.
    seed
        Where the random numbers begin.
    claims
        Every claim's id in the order of the list; none may be missing.
    counter_evidence
        What the text leaves out.
    note
        For the reader.
    """

    ledger: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    author: Text
    publication: Text
    date: Text
    status: Text
    scenario: Text
    seed: Annotated[int, Field(strict=True, ge=0)]
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
    counter_evidence: tuple[CounterEvidence, ...] = ()
    note: Text | None = None


def json_schema(*, head: bool = False) -> dict[str, Any]:
    """Return the published JSON schema of a claim's file, or of ``ledger.yaml``.

    Parameters
    ----------
    head
        Whether the one of ``ledger.yaml`` is asked for.

    Examples
    --------
    >>> json_schema()["title"], json_schema(head=True)["title"]
    ('Claim', 'LedgerHead')
    """
    model = LedgerHead if head else Claim
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
