"""Regimes: what kind of rule stood where, when it broke down and what followed."""

from __future__ import annotations

from interregnum.evidence.manifest import DataFile, Dataset, OtherForm

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
        codebook="the authors' codebook of version 1.2",
        home="the authors' page of Autocratic Regimes",
        covers=(1946, 2010),
        files=(
            DataFile(
                role="country_years",
                path="gwf_autocratic_1946_1989.csv",
                sha256="497deb56d7b30154ee71c068c3b4bb32e3ba0f4f722af875c86e26fb6355f746",
                columns=(
                    *("gwf_cowcode", "year", "gwf_country", "gwf_casename", "gwf_startdate"),
                    *("gwf_enddate", "gwf_spell", "gwf_duration", "gwf_fail"),
                    *("gwf_fail_subsregime", "gwf_fail_type", "gwf_fail_violent"),
                    "gwf_regimetype",
                ),
                others=(
                    OtherForm(("gwf_autocratic*.csv",)),
                    OtherForm(
                        ("gwftscs*", "gwf_tscs*", "gwf*tscs*.txt"),
                        (
                            *("cowcode", "year", "gwf_country", "gwf_casename", "gwf_startdate"),
                            *("gwf_enddate", "gwf_spell", "gwf_duration", "gwf_fail"),
                            *("gwf_fail_subsregime", "gwf_fail_type", "gwf_fail_violent"),
                            "gwf_regimetype",
                        ),
                    ),
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
        files=(
            DataFile(
                role="country_years",
                path="bmr_v4_1800_2020.csv",
                sha256="48ce83139d766221bdf0c60b0da87965c5349b26ad73ac1f53e71feb5f787ad6",
                columns=("country", "year", "democracy", "democracy_trans"),
                others=(OtherForm(("bmr*.csv", "democracy*.csv", "democracy*.dta")),),
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
                others=(OtherForm(("ert*.csv",)),),
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
        home="the authors' deposit at Harvard Dataverse",
        covers=(1800, 2024),
        files=(
            DataFile(
                role="country_years",
                path="lied_1800_2024.csv",
                sha256="e42e346eb5e41ca94f323cd5f0016119b1a28f1f0500d98f06a978211b21b256",
                columns=(
                    *("country", "gwcode", "year", "lexical_index", "democratic_transition"),
                    *("transition_type", "democratic_breakdown", "breakdown_type"),
                ),
                others=(OtherForm(("lied*.csv",)),),
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
        files=(
            DataFile(
                role="highlevel",
                path="vdem_v15_highlevel_1900_2024.csv",
                sha256="a1f1ac9b8a55d42b8adfd308291a5d38574bb03a5c1d3e0b8601d28278d69174",
                columns=("country_name", "country_text_id", "country_id", "year", "v2x_polyarchy"),
                others=(OtherForm(("vdem*highlevel*.csv", "v-dem-cy*.csv")),),
            ),
            DataFile(
                role="indicators",
                path="vdem_v12_indicators_1970_2021.csv",
                sha256="9f9e230e321f9fa3ae6c40065424e2b8556bab06682b6b19df20a56c2a0d76f5",
                columns=("gwcode", "year", "v2x_polyarchy", "v2csreprss", "v2x_corr"),
                others=(OtherForm(("vdem*indicators*.csv",)),),
            ),
        ),
    ),
)
