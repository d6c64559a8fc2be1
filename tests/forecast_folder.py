"""A folder of datasets made up for tests: ten autocracies from 1950 to 1999, by a fixed draw."""

from __future__ import annotations

import random
from pathlib import Path

from written_data import written

COUNTRIES = (70, 90, 91, 92, 93, 94, 95, 100, 101, 130)


def made_up_folder(root: Path) -> Path:
    """Write rulers, regimes, attempts and states in the authors' forms, and return the folder."""
    draw = random.Random(4)
    rulers = ["obsid,ccode,leader,startdate,enddate,entry,exit,yrborn"]
    regimes = [
        "gwf_cowcode,year,gwf_country,gwf_casename,gwf_startdate,gwf_enddate,gwf_duration,"
        "gwf_fail,gwf_fail_subsregime,gwf_fail_type,gwf_fail_violent,gwf_regimetype"
    ]
    attempts = ["country\tccode\tccode_gw\tccode_polity\tyear\tmonth\tday\tcoup\tversion"]
    states = ["gwcode,stateabb,statename,startdate,enddate"]
    for code in COUNTRIES:
        states.append(f"{code},C{code},Country {code},1900-01-01,2017-12-31")
        kind = draw.choice(["personal", "military", "party", "monarchy"])
        for year in range(1950, 2000):
            regimes.append(
                f"{code},{year},Country {code},Country {code} 40-NA,1940-01-01,1999-12-31,"
                f"{year - 1939},0,0,0,0,{kind}"
            )
            if draw.random() < 0.15:
                month = draw.randint(1, 12)
                attempts.append(f"Country {code}\t{code}\t\t\t{year}\t{month}\t9\t1\tV1")
        start = 1945
        while start < 1999:
            end = min(start + draw.randint(2, 15), 1999)
            last = "Still in Office" if end == 1999 else draw.choice(["Regular", "Irregular"])
            day = "12-31" if end == 1999 else "07-01"
            rulers.append(
                f"C{code}-{start},{code},Ruler {start},{start}-07-01,{end}-{day},Regular,"
                f"{last},{start - 50}"
            )
            start = end
    for place, rows in {
        "archigos/archigos_4.1_to_1989.csv": rulers,
        "gwf/gwf_autocratic_1946_1989.csv": regimes,
        "powell_thyne/powell_thyne_coups_1950_1989.txt": attempts,
        "gw_states/gw_states.csv": states,
    }.items():
        written(root, place, "\n".join([*rows, ""]))
    return root
