"""Rulers and attempts on them: coups, conspiracies, and who held office when."""

from __future__ import annotations

from interregnum.evidence.manifest import DataFile, Dataset, OtherForm

ACADEMIC = "free for academic use with citation; not to be passed on"

RULERS: tuple[Dataset, ...] = (
    Dataset(
        name="powell_thyne",
        title="Global Instances of Coups",
        vintage="2023.09.08",
        licence=ACADEMIC,
        redistributable=False,
        citation=(
            'Powell, J. and Thyne, C. (2011), "Global instances of coups from 1950 to 2010: '
            'A new dataset", Journal of Peace Research 48(2), 249-259, '
            "doi:10.1177/0022343310397436"
        ),
        codebook="coup 2: success (power held at least seven days); coup 1: failed attempt",
        home="https://www.uky.edu/~clthyn2/coup_data/home.htm",
        covers=(1950, 2023),
        notes=(
            "Counts open attempts by the military or other elites within the state; conspiracies, "
            "popular revolts and self-coups are not in it.",
            "The file of the usual name is cut at 1989; the authors' own has the same columns and "
            "runs on. It is a living list: an attempt may be added or recoded in a later version.",
        ),
        files=(
            DataFile(
                role="events",
                path="powell_thyne_coups_1950_1989.txt",
                sha256="1b8b2a66d1b2300ba5bc4578f4dd5ebc903f83fc8d0c662364e6b8b5434231e9",
                columns=("country", "ccode", "year", "month", "day", "coup"),
                others=(OtherForm(("powell_thyne_coup*", "ptcoups*", "pt_coups*")),),
            ),
            DataFile(
                role="country_years",
                path="powell_thyne_ccode_year.txt",
                sha256=None,
                columns=("ccode", "year", "coup1", "coup2", "coup3", "coup4"),
                others=(OtherForm(("powell_thyne_ccode_year*", "powell_thyne_country_year*")),),
                optional=True,
            ),
        ),
    ),
    Dataset(
        name="cline_coups",
        title="Cline Center Coup d'Etat Project",
        vintage="2.1.2",
        licence="CC BY 4.0",
        redistributable=True,
        citation=(
            "Peyton, B., Bajjalieh, J., Shalmon, D., Martin, M., Bonaguro, J. and Althaus, S., "
            "Cline Center Coup d'Etat Project Dataset, v2.1.2, University of Illinois "
            "Urbana-Champaign, doi:10.13012/B2IDB-9651987_V6"
        ),
        codebook="doi:10.13012/B2IDB-9651987_V6",
        home="https://doi.org/10.13012/B2IDB-9651987_V6",
        covers=(1945, 2022),
        notes=(
            "Wider than Powell and Thyne: popular revolts, self-coups, forced resignations and "
            "conspiracies (thwarted plots) are in it. Flags of challengers do not exclude one "
            "another. A day or month that is not known is 0 or -1.",
            "Conspiracies are known only where they came to light, so states that watch more "
            "closely may seem to have more of them.",
        ),
        files=(
            DataFile(
                role="events",
                path="cline_cdp_v2.1.2.csv",
                sha256="193ff5101ab6e72b16e138aa00bca0e1070f8f929159a2950a5b6c1970f516c7",
                columns=(
                    *("coup_id", "cowcode", "country", "year", "month", "day", "event_type"),
                    *("military", "dissident", "rebel", "palace", "foreign", "auto", "resign"),
                    *("popular", "counter", "other"),
                ),
                others=(OtherForm(("cline*", "coup*data*", "cdp*")),),
            ),
        ),
    ),
    Dataset(
        name="archigos",
        title="Archigos: political leaders",
        vintage="4.1",
        licence=ACADEMIC,
        redistributable=False,
        citation=(
            'Goemans, H., Gleditsch, K. S. and Chiozza, G. (2009), "Introducing Archigos: A '
            'Dataset of Political Leaders", Journal of Peace Research 46(2), 269-283, '
            "doi:10.1177/0022343308100719"
        ),
        codebook="the authors' data description of version 4.1",
        home="https://www.rochester.edu/college/faculty/hgoemans/",
        covers=(1875, 2015),
        notes=(
            "One row a ruler's spell in office; rulers in office on the last day are censored "
            "('Still in Office').",
            "The file of the usual name is cut at 1989; the authors' own (Stata, text) runs on. "
            "Who is the ruler is the coders' judgement where office and power part.",
        ),
        files=(
            DataFile(
                role="leaders",
                path="archigos_4.1_to_1989.csv",
                sha256="8c5d9b449f20ce5e5999cced16f39e360d5a772253b147b0b25e30f91bf24215",
                columns=(
                    *("obsid", "ccode", "leader", "startdate", "enddate", "entry", "exit"),
                    *("exitcode", "yrborn"),
                ),
                others=(OtherForm(("*archigos*",)),),
            ),
        ),
    ),
    Dataset(
        name="reign",
        title="REIGN: rulers, elections and irregular governance",
        vintage="March 2021",
        licence="no licence of the data was found; the repository's file is MIT",
        redistributable=False,
        citation=(
            "Bell, C. (2016), The Rulers, Elections, and Irregular Governance Dataset (REIGN), "
            "OEF Research; Bell, C., Besaw, C. and Frank, M. (2021)"
        ),
        codebook="the REIGN codebook of OEF Research",
        home="https://github.com/OEFDataScience/REIGN.github.io",
        covers=(1950, 2021),
        notes=(
            "Of an exit the month is known and not the day; a blank end means in office in March "
            "2021.",
            "Regime types extend those of Geddes, Wright and Frantz and add provisional rule, "
            "warlords and foreign occupation.",
        ),
        files=(
            DataFile(
                role="leaders",
                path="reign_leaders_1950_2021.csv",
                sha256="26f6fb75371ded1c55e7cabb8ed282f242fd9d8863b92540a6efa6d9c4f66d92",
                columns=(
                    *("ccode", "leadid", "leader", "sdate", "smonth", "syear"),
                    *("emonth", "eyear", "birthyear", "gender", "militarycareer"),
                ),
                others=(OtherForm(("reign_leaders*", "leaderlist*", "leader_list*")),),
            ),
            DataFile(
                role="regimes",
                path="reign_regimes_1789_2021.csv",
                sha256="8cced7c5ca0a52d1a9b62e91b473f335580f6e6684c40888cfa4a1ea7a816b50",
                columns=("cowcode", "gwf_casename", "gwf_regimetype"),
                others=(OtherForm(("reign_regimes*", "regime_list*", "regimelist*")),),
            ),
        ),
    ),
)
