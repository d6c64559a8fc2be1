"""Every symbol of the model's parameter section is a declared parameter, or there is a reason.

The list below is the section's, row by row. A symbol is found as the symbol of a declared
parameter, as several of them (one a faction, a side or a weight of a simplex), or in a table that
says why nothing is declared. The other way round, a declared symbol that the section does not
have says what it is for.
"""

from __future__ import annotations

import pytest

from interregnum.scenario.load import load_scenario
from interregnum.scenario.parameters import declared_parameters, parameter_table

SECTION = """
w_c w_e w_u | β_c β_e β_u | α_0 κ_b | θ̄_type s_f κ σ_θ | cred o_full f_0 | c_c0 c_e0 c_u0 σ
γ_L γ_L^e γ_W γ_R γ_A γ_S | λ_att η p_open p_focal χ_c π_plot λ_att-drift | J_ξ ξ-half-life
τ_m τ_e | q_start q_stop p_deal d_g v | A_crit u | γ_ν γ_v
δ W/S ρ_rev γ_h-elites γ_h-units γ_d γ_cb counterbalance | γ_κ ΔC
L_0 L̄ ρ_L W_0 γ_w γ_x | ΔL-coup ΔL-mass ΔL-front ΔL-rally P(rally)
bias_e Δ_s τ_s o_abs f_max | T k L J cops arrests jail ratio_rule | δ_P
front-hazard Δ_f ψ χ T_ret δ_V | front-a=b ρ_A ρ_B ρ_break d_break | ζ_N ζ_D ζ_inc ζ_rest
prep_k arms_k | m s_opt c_tot weekly-AR contest-a=b
x_k η_r γ_taint ψ_0 ψ_1 ψ_2 ψ_3 τ_rec | λ_el-D λ_el-insiders λ_el-N concession reversal-coup
private-army hub-garrison capital-guard front-army quality-ratio
ideology H R φ | η_a η_m η_e veterans-unpaid veterans-paid K
"""

SIDES = ("incumbent", "insiders", "N", "regional")

# Symbols of the section that are declared under other or several symbols.
DECLARED_AS: dict[str, tuple[str, ...]] = {
    "λ_att-drift": ("λ_att drift",),
    "ξ-half-life": ("ξ half-life",),
    "γ_h-elites": ("γ_h elites",),
    "γ_h-units": ("γ_h units",),
    "L_0": ("L_0 = L̄",),
    "L̄": ("L_0 = L̄",),
    "ΔL-coup": ("ΔL coup",),
    "ΔL-mass": ("ΔL mass",),
    "ΔL-front": ("ΔL front",),
    "ΔL-rally": ("ΔL rally",),
    "front-hazard": ("front hazard",),
    "front-a=b": ("front Lanchester a = b",),
    "ρ_A": ("ρ_A = ρ_B",),
    "ρ_B": ("ρ_A = ρ_B",),
    "prep_k": (*(f"prep_k {side}" for side in SIDES), "prep_k D, org_D"),
    "arms_k": (*(f"arms_k {side}" for side in SIDES), "arms_k D, arms_c"),
    "x_k": tuple(f"x_k {side}" for side in (*SIDES, "D")),
    "weekly-AR": ("weekly AR",),
    "contest-a=b": ("a = b contest",),
    "λ_el-D": ("λ_el D",),
    "λ_el-insiders": ("λ_el insiders",),
    "λ_el-N": ("λ_el N",),
    "reversal-coup": ("reversal coup",),
    "quality-ratio": ("quality ratio",),
    "ideology": ("q_reg", "q_none", "q_dem", "q_nat"),
    "veterans-unpaid": ("λ_V unpaid",),
    "veterans-paid": ("λ_V paid",),
    "K": tuple(f"K_{k}" for k in range(1, 7)),
}

# Symbols of the section that are numbers of a scenario, under their names in the table.
IN_THE_SCENARIO = {
    "private-army": "force.private_army",
    "front-army": "force.front_army",
    "capital-guard": "force.capital_guard",
    "hub-garrison": "place.Rostov-on-Don.garrison",
}

# Symbols of the section without a parameter, and why.
REASONS = {
    "s_f": "derived: the larger of 1/α_0 - σ_θ² and .01, so that prior and variation agree",
    "H": "no parameter: hardship is uniform on [0, 1], averaged over by quadrature",
    "R": "no parameter: aversion to risk is uniform on [0, 1], averaged over by quadrature",
    "L": "a state here, legitimacy.level; a constant only in Epstein's own model",
    "J": "Epstein's longest term in jail: jail here, his own in the canonical preset",
}

# Declared symbols that the section does not have, and what they are for.
BEYOND = {
    "θ in F_r": "E9: the switch that drops θ from resistance",
    "stance_D": "costs: the stance of the opposition, an option drawn by nobody",
    "Δp_focal": "★: by how much a focal date raises p_focal",
    "ΔY_reg": "ideology's shift of probit cost, stated in section 4",
    "ΔY_dem": "ideology's shift of probit cost, stated in section 4",
    "age": "E16: age of the ruler at the start",
    "μ_60": "E16: Gompertz hazard at sixty, fitted",
    "b_age": "E16: Gompertz rise with age, fitted",
    "λ_suc": "E16: succession inside the regime, fitted",
    "T_el": "E16: years between elections, stated in section 4",
    "t_el": "E16: day of the first election, a fact of a case",
    "λ_S": "E4 social, stated in section 4",
    "s_max": "E4 enforced: strongest conviction of a disbeliever, stated in section 7",
    "κ_e": "E4 enforced: cost of enforcing, stated in section 7",
    "λ_I": "E4: weight of the coordination term, 1 in the reference",
    "λ_G": "E4: weight of grievance, 0 outside the canonical presets",
    "λ_R": "E4: weight of risk, 0 outside the canonical presets",
    "λ_L": "E4: weight of logistic noise, 0 in the reference",
    "σ_φ": "E4: spread of the thresholds φ",
    "B_0/A_0": "E11: the opponent's army at the start",
    "x_ext": "E11: foreign support of the opponent",
    "paid share": "E12: which of the two rates of joining holds",
    "φ_reg": "E13: share of the services that regions hold when the centre falls",
    "region rate": "E14: how fast regions change hands in a fighting week",
    "f": "E15: number of foreign actors",
    "d_plot": "E10: what a plot found out takes off the hazard (D015)",
    "s_x": "E8: how much of an attack is luck (D015)",
    "ε": "E10: chances that initiators do not tell apart (D015)",
    "λ_hand": "E16: hand-overs by an election without the ruler, by type of regime (D015)",
    "κ_a": "E13: what an armed citizen is worth of a soldier (D015)",
}


def section() -> list[str]:
    """Return the symbols of the section."""
    return SECTION.replace("|", " ").split()


def declared() -> list[str]:
    """Return the symbols of all declared parameters, in order."""
    return [parameter.declaration.symbol for parameter in declared_parameters()]


def test_the_section_holds_each_symbol_once() -> None:
    symbols = section()
    assert len(symbols) == len(set(symbols))
    tables = [*DECLARED_AS, *IN_THE_SCENARIO, *REASONS]
    assert set(tables) <= set(symbols)
    assert len(tables) == len(set(tables))
    assert not set(BEYOND) & set(symbols)


@pytest.mark.parametrize("symbol", section())
def test_every_symbol_of_the_section_is_declared_or_explained(symbol: str) -> None:
    if symbol in REASONS:
        assert symbol not in declared(), "it is declared after all; drop the reason"
    elif symbol in IN_THE_SCENARIO:
        names = [row.name for row in parameter_table(load_scenario("mutiny-2023", environment={}))]
        assert IN_THE_SCENARIO[symbol] in names
    else:
        wanted = DECLARED_AS.get(symbol, (symbol,))
        assert [name for name in wanted if name not in declared()] == []


def test_every_declared_symbol_is_of_the_section_or_says_what_it_is_for() -> None:
    aliases = {name for names in DECLARED_AS.values() for name in names}
    known = {*section(), *aliases, *BEYOND} - {*DECLARED_AS, *IN_THE_SCENARIO, *REASONS} | aliases
    assert [symbol for symbol in declared() if symbol not in known] == []


def test_no_explanation_is_stale() -> None:
    assert [symbol for symbol in BEYOND if symbol not in declared()] == []


def test_no_two_parameters_share_a_symbol() -> None:
    symbols = declared()
    assert sorted(s for s in set(symbols) if symbols.count(s) > 1) == []
