"""Years made up after 1989, in the forms that the authors keep, on top of the files handed over.

What is handed over is cut at 1989 and users have the whole. Nobody here may look at the rest, so
it is invented: rulers leave, regimes fall, coups are tried and a war is fought, all after 1989.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from interregnum.evidence.folders import DataFolder

CUT = ("archigos", "gwf", "powell_thyne", "cow_wars")
"""The datasets that stop at 1989 on purpose."""


def with_later_years(folder: DataFolder, root: Path) -> DataFolder:
    """Return a folder whose cut files are whole, with made-up years; the others are linked."""
    for there in folder.path.iterdir():
        if there.is_dir() and there.name not in CUT:
            (root / there.name).mkdir()
            for file in there.iterdir():
                (root / there.name / file.name).write_bytes(file.read_bytes())
    for name in CUT:
        (root / name).mkdir()
    _rulers(folder).to_csv(root / "archigos" / "Archigos_4.1.csv", index=False)
    _regimes(folder).to_csv(root / "gwf" / "GWFtscs.txt", sep="\t", index=False)
    coups = root / "powell_thyne" / "powell_thyne_coups_final.txt"
    _coups(folder).to_csv(coups, sep="\t", index=False)
    _wars(folder).to_csv(root / "cow_wars" / "cow_war_inter.csv", index=False)
    return DataFolder(root.resolve(), "the test")


def _rulers(folder: DataFolder) -> pd.DataFrame:
    """Let everybody still in office leave in the nineties, each with a successor."""
    path = folder.find("archigos", "leaders")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    here = rows["exit"] == "Still in Office"
    draws = np.random.default_rng(5)
    later = pd.to_timedelta(draws.integers(1, 3000, int(here.sum())), unit="D")
    left = (pd.Timestamp("1990-01-01") + later).strftime("%Y-%m-%d")
    rows.loc[here, "enddate"] = np.asarray(left)
    rows.loc[here, "exit"] = draws.choice(["Regular", "Irregular"], int(here.sum()))
    rows.loc[here, "exitcode"] = "Unknown"
    after = rows[here].assign(entry="Regular", exit="Still in Office", exitcode="Still in Office")
    after = after.assign(
        obsid=after["obsid"] + "-next",
        leader=after["leader"] + " the Second",
        startdate=after["enddate"],
        enddate="2015-12-31",
    )
    return pd.concat([rows, after])


def _regimes(folder: DataFolder) -> pd.DataFrame:
    """Let every regime that stood at the end of 1989 fall in 1990; days as 01jun1990."""
    rows = pd.read_csv(folder.find("gwf", "country_years"), dtype=str)
    stood = rows.groupby("gwf_casename")["gwf_fail"].transform("max") == "0.0"
    fell = rows[stood & (rows["year"] == "1989")].assign(year="1990", gwf_fail="1")
    fell = fell.assign(gwf_fail_subsregime="1", gwf_fail_type="4", gwf_fail_violent="1")
    rows.loc[stood, "gwf_enddate"] = fell["gwf_enddate"] = "1990-06-01"
    whole = pd.concat([rows, fell])
    for day in ("gwf_startdate", "gwf_enddate"):
        whole[day] = pd.to_datetime(whole[day]).dt.strftime("%d%b%Y").str.lower()
    return whole.rename(columns={"gwf_cowcode": "cowcode"}).drop(columns="GWn")


def _coups(folder: DataFolder) -> pd.DataFrame:
    """Repeat some coups twenty-two years or more later."""
    rows = pd.read_csv(folder.find("powell_thyne", "events"), sep="\t", dtype=str)
    late = rows[rows["year"].astype(int) >= 1968]
    late = late.assign(year=(late["year"].astype(int) + 22).astype(str))
    return pd.concat([rows, late])


def _wars(folder: DataFolder) -> pd.DataFrame:
    """Fight the last war of the list once more in 1995."""
    rows = pd.read_csv(folder.find("cow_wars", "wars"), dtype=str)
    last = rows[rows["warnum"] == rows.loc[rows["year"].astype(float).idxmax(), "warnum"]]
    again = last[last["year"] == last["year"].max()].assign(warnum="900.0", year="1995.0")
    return pd.concat([rows, again])
