"""Regimes: what kind of rule stood where, when it broke down and what followed."""

from __future__ import annotations

from interregnum.evidence.manifest import DataFile, Dataset, OtherForm

_GWF = (
    *("year", "gwf_country", "gwf_casename", "gwf_startdate", "gwf_enddate", "gwf_duration"),
    *("gwf_fail", "gwf_fail_subsregime", "gwf_fail_type", "gwf_fail_violent", "gwf_regimetype"),
)
# The authors call the code of the country by its plain name.
_GWF_AUTHORS = ("cowcode", *_GWF)

REGIMES: tuple[Dataset, ...] = (
    Dataset(
        name="gwf",
        title="Autocratic Regimes",
        vintage="1.2",
        licence="free for academic use with citation; not to be passed on",
        redistributable=False,
        citation=(
            'Geddes, B., Wright, J. and Frantz, E. (2014), "Autocratic Breakdown and Regime '
            'Transitions: A New Data Set", Perspectives on Politics 12(2), 313-331, '
            "doi:10.1017/S1537592714000851"
        ),
        codebook=(
            "gwf_fail_type: 1 insiders change the rules, 2 incumbent loses an election, 3 no "
            "incumbent runs and an opponent wins, 4 popular uprising, 5 military coup, 6 "
            "insurgents or civil war, 7 foreign imposition, 8 a new autocrat changes the rules, 9 "
            "the state ceases or fails; gwf_fail_violent: 1 no deaths, 2 1-25, 3 26-1000, 4 more; "
            "gwf_fail_subsregime: 1 democracy, 2 autocracy, 3 no independent state"
        ),
        home="https://sites.psu.edu/dictators/",
        covers=(1946, 2010),
        notes=(
            "One row a country and year under autocratic rule as it stood on 1 January; the year "
            "of the breakdown carries how it ended.",
            "The file of the usual name is cut at 1989 and its spells are censored there; the "
            "authors' own (GWFtscs, GWF_AllPoliticalRegimes) run to 2010.",
        ),
        files=(
            DataFile(
                role="country_years",
                path="gwf_autocratic_1946_1989.csv",
                sha256="497deb56d7b30154ee71c068c3b4bb32e3ba0f4f722af875c86e26fb6355f746",
                columns=("gwf_cowcode", *_GWF),
                others=(
                    OtherForm(("gwf_autocratic*",)),
                    OtherForm(("gwftscs*", "gwf_tscs*"), _GWF_AUTHORS),
                    OtherForm(("gwf_allpoliticalregimes*",), _GWF_AUTHORS),
                ),
            ),
        ),
    ),
    Dataset(
        name="bmr",
        title="A complete dataset of political regimes",
        vintage="4",
        licence="CC BY 4.0, as the Our World in Data catalogue records it",
        redistributable=True,
        citation=(
            'Boix, C., Miller, M. and Rosato, S. (2013; 2022 update), "A Complete Dataset of '
            'Political Regimes, 1800-2007", Comparative Political Studies 46(12), 1523-1554, '
            "doi:10.1177/0010414012463905"
        ),
        codebook="democracy 0/1; democracy_trans -1 breakdown, 0 none, 1 transition",
        home="the authors' pages",
        covers=(1800, 2020),
        notes=(
            "A country is democratic where most men may vote and the executive is chosen freely "
            "and fairly; the rest is 0, so 0 holds much that differs.",
            "Numbers of states are Polity's where borders changed (345 becomes 347, 530 becomes "
            "529, and so on).",
        ),
        files=(
            DataFile(
                role="country_years",
                path="bmr_v4_1800_2020.csv",
                sha256="48ce83139d766221bdf0c60b0da87965c5349b26ad73ac1f53e71feb5f787ad6",
                columns=("country", "year", "democracy", "democracy_trans"),
                others=(OtherForm(("bmr*",)), OtherForm(("democracy*",))),
            ),
        ),
    ),
    Dataset(
        name="ert",
        title="Episodes of Regime Transformation",
        vintage="15",
        licence="CC BY 4.0, as the Our World in Data catalogue records it (v14-v16)",
        redistributable=True,
        citation=(
            "Maerz, S., Edgell, A., Wilson, M., Hellmeier, S. and Lindberg, S. (2023), "
            '"Episodes of regime transformation", Journal of Peace Research, '
            "doi:10.1177/00223433231168192"
        ),
        codebook="the codebook of the V-Dem Institute",
        home="https://www.v-dem.net",
        covers=(1900, 2024),
        notes=(
            "dem_ep_outcome: 1 democratic transition, 2 preempted, 3 stabilised electoral "
            "autocracy, 4 reverted, 5 deepened democracy, 6 censored.",
            "Episodes are found by rules on an index, so small changes of the index or of the "
            "thresholds make or unmake some of them.",
        ),
        files=(
            DataFile(
                role="country_years",
                path="ert_v15.csv",
                sha256="a03e34a12a4a5886462dd35dd5e532fb43de02462559637b335875c948d9b298",
                columns=(
                    *("country_id", "country_text_id", "country_name", "year", "v2x_regime"),
                    *("v2x_polyarchy", "reg_id", "reg_type", "reg_trans"),
                    *("dem_ep", "dem_ep_id", "dem_ep_start_year", "dem_ep_end_year"),
                    *("dem_ep_outcome", "dem_ep_outcome_agg", "aut_ep", "aut_ep_id"),
                ),
                others=(OtherForm(("ert*",)),),
            ),
        ),
    ),
    Dataset(
        name="lied",
        title="Lexical Index of Electoral Democracy",
        vintage="6.8",
        licence="CC0 1.0, as the Our World in Data catalogue records it",
        redistributable=True,
        citation=(
            'Skaaning, S.-E., Gerring, J. and Bartusevicius, H. (2015), "A Lexical Index of '
            'Electoral Democracy", Comparative Political Studies 48(12), 1491-1525, '
            "doi:10.1177/0010414015581050"
        ),
        codebook="the codebook beside the dataset",
        home="https://dataverse.harvard.edu (search for the title)",
        covers=(1800, 2024),
        notes=(
            "Has kinds of democratic transition and breakdown. Its column gwcode holds in truth "
            "mostly codes of the Correlates of War.",
        ),
        files=(
            DataFile(
                role="country_years",
                path="lied_1800_2024.csv",
                sha256="e42e346eb5e41ca94f323cd5f0016119b1a28f1f0500d98f06a978211b21b256",
                columns=(
                    *("country", "year", "lexical_index", "democratic_transition"),
                    *("transition_type", "democratic_breakdown", "breakdown_type"),
                ),
                others=(OtherForm(("lied*",)),),
            ),
        ),
    ),
    Dataset(
        name="vdem",
        title="Varieties of Democracy, extracts",
        vintage="15 (high level), 12 (indicators)",
        licence="CC BY-SA 4.0 (the stricter of two records)",
        redistributable=True,
        citation=(
            "Coppedge, M. et al., V-Dem [Country-Year/Country-Date] Dataset v15 (2025) and v12 "
            "(2022), Varieties of Democracy (V-Dem) Project, doi:10.23696/vdemds25"
        ),
        codebook="the V-Dem codebook",
        home="https://www.v-dem.net",
        covers=(1900, 2024),
        notes=(
            "Experts' judgements joined by a measurement model: each index has an interval, and "
            "later versions change earlier years.",
            "In the indicators of version 12 forecasters have filled gaps (elections above all).",
        ),
        files=(
            DataFile(
                role="highlevel",
                path="vdem_v15_highlevel_1900_2024.csv",
                sha256="a1f1ac9b8a55d42b8adfd308291a5d38574bb03a5c1d3e0b8601d28278d69174",
                columns=("country_name", "country_text_id", "country_id", "year", "v2x_polyarchy"),
                others=(OtherForm(("vdem*highlevel*",)), OtherForm(("v-dem-cy*",))),
            ),
            DataFile(
                role="indicators",
                path="vdem_v12_indicators_1970_2021.csv",
                sha256="9f9e230e321f9fa3ae6c40065424e2b8556bab06682b6b19df20a56c2a0d76f5",
                columns=("gwcode", "year", "v2x_polyarchy", "v2csreprss", "v2x_corr"),
                others=(
                    OtherForm(("vdem*indicators*",)),
                    OtherForm(
                        ("v-dem-cy*",),
                        ("country_id", "year", "v2x_polyarchy", "v2csreprss", "v2x_corr"),
                    ),
                ),
            ),
        ),
    ),
    Dataset(
        name="chga",
        title="Democracy and Dictatorship Revisited",
        vintage="as shipped inside lifelines",
        licence="shipped by lifelines (MIT); the authors ask for citation",
        redistributable=False,
        citation=(
            'Cheibub, J. A., Gandhi, J. and Vreeland, J. R. (2010), "Democracy and dictatorship '
            'revisited", Public Choice 143, 67-101, doi:10.1007/s11127-009-9491-2'
        ),
        codebook="observed 1: the ruler's spell ended; 0: censored (death in office, or the end)",
        home='https://lifelines.readthedocs.io (pip install "interregnum[stats]")',
        covers=(1946, 2008),
        notes=(
            "Spells of rulers and not of regimes, and shortened: only starts, durations in years "
            "and kinds of regime are in it.",
        ),
        files=(
            DataFile(
                role="spells",
                path="dd.csv",
                sha256="618323e00fd639f78e5682db7890af1fe85c18fca09aded01f1a17ee20c59146",
                columns=(
                    *("ctryname", "cowcode2", "ehead", "democracy", "regime", "start_year"),
                    *("duration", "observed"),
                ),
                package="lifelines/datasets/dd.csv",
            ),
        ),
    ),
)
