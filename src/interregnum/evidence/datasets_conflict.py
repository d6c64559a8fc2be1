"""Conflict: campaigns, protests, wars, and the states they happen in."""

from __future__ import annotations

from interregnum.evidence.manifest import DataFile, Dataset, OtherForm

# What the lists of campaigns of versions 1.2 and 1.3 share.
_CAMPAIGN = (
    *("NAVCOID", "CAMPAIGN", "LOCATION", "BYEAR", "EYEAR", "SUCCESS", "LIMITED", "FAILURE"),
    *("ONGOING", "VIOL", "NONVIOL", "FSELFDET", "REGCHANGE", "SECESSION", "OTHER"),
)

CONFLICT: tuple[Dataset, ...] = (
    Dataset(
        name="navco",
        title="Nonviolent and Violent Campaigns and Outcomes",
        vintage="1.2, 1.3 and 2.0",
        licence="Harvard Dataverse deposits; the licence of these records was not seen",
        redistributable=False,
        citation=(
            "Chenoweth, E. and Shay, C. W., List of Campaigns in NAVCO 1.3, Harvard Dataverse, "
            "doi:10.7910/DVN/ON9XND; NAVCO 1.2, doi:10.7910/DVN/0UZOTX; Chenoweth, E. and "
            'Lewis, O. A. (2013), "Unpacking nonviolent campaigns: Introducing the NAVCO 2.0 '
            'dataset", Journal of Peace Research 50(3), 415-423, doi:10.1177/0022343312471551'
        ),
        codebook="the codebooks beside the deposits",
        home="https://dataverse.harvard.edu/dataverse/navco",
        covers=(1900, 2019),
        notes=(
            "Success: the goals were reached within a year of the campaign's peak and because of "
            "it, in the coders' judgement. Only large campaigns are in it, and each is called "
            "either nonviolent or violent.",
            "In version 2.0, -99 means that nothing is known.",
        ),
        files=(
            DataFile(
                role="campaigns",
                path="navco_1.3_campaigns_1900_2019.csv",
                sha256="7a980040a009ab1a98972dfdf977a9ea88979dcabd1823a0eff9a7e40b66e1e3",
                columns=_CAMPAIGN,
                others=(OtherForm(("navco*1.3*",)),),
            ),
            DataFile(
                role="campaign_attributes",
                path="navco_1.2_campaigns_1946_2014.csv",
                sha256="edf1fc9885f6082778c6ceb6a6bff13030d913660f13c46f11580b84c1d875ff",
                columns=(
                    *_CAMPAIGN,
                    *("PARTICIPATION", "REGVIOL", "DEFECT", "VIOLENTFLANK", "REGAID", "STATESUP"),
                ),
                others=(OtherForm(("navco*1.2*",)),),
            ),
            DataFile(
                role="campaign_years",
                path="navco_2.0_campaign_years_1945_2006.csv",
                sha256="e82c48cca5091d5b3423ae26b6797e972b8ee25499e073442cf0bb44c96a700c",
                columns=(
                    *("campaign", "location", "year", "cyear", "lccode", "camp_size"),
                    *("repression", "sec_defect", "state_defect"),
                ),
                others=(OtherForm(("navco*2.0*",)),),
            ),
        ),
    ),
    Dataset(
        name="mass_mobilization",
        title="Mass Mobilization Protest Data",
        vintage="5.1",
        licence="CC0 1.0",
        redistributable=True,
        citation=(
            "Clark, D. and Regan, P. (2016), Mass Mobilization Protest Data, Harvard Dataverse, "
            "doi:10.7910/DVN/HTTWYL"
        ),
        codebook="doi:10.7910/DVN/HTTWYL",
        home="https://massmobilization.github.io",
        covers=(1990, 2020),
        notes=(
            "The file of the usual name was cleaned by others (responses and demands split into "
            "flags); sizes are missing for about a third of the events. The United States are "
            "not in it.",
        ),
        files=(
            DataFile(
                role="protests",
                path="mm_protests_1990_2020.csv",
                sha256="4cb5fd17e388cb4707ba744528bb17444fd01a73041667d6b80841097f56da1a",
                columns=("id", "country", "ccode", "year", "protest", "start_date", "end_date"),
                others=(
                    OtherForm(("mm_protests*",)),
                    OtherForm(
                        ("mmall*",),
                        (
                            *("id", "country", "ccode", "year", "protest", "participants_category"),
                            *("startday", "startmonth", "startyear"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Dataset(
        name="cow_wars",
        title="Correlates of War: interstate wars",
        vintage="4.0",
        licence="free for academic use with citation; not to be passed on",
        redistributable=False,
        citation=("Sarkees, M. R. and Wayman, F. (2010), Resort to War: 1816-2007, CQ Press"),
        codebook=(
            "outcome: 1 winner, 2 loser, 3 compromise or tied, 4 transformed, 5 ongoing, "
            "6 stalemate, 7 conflict below war, 8 changed sides"
        ),
        home="https://correlatesofwar.org",
        covers=(1816, 2007),
        notes=(
            "The file of the usual name has a row for each pair of foes and year and is cut at "
            "1989; the authors' own (Inter-StateWarData) has a row for each state in each war.",
        ),
        files=(
            DataFile(
                role="wars",
                path="cow_war_inter_to_1989.csv",
                sha256="e6a40468dbb873463300ea3ca91c1baad0d9cbefa87d2f4f1f35c7b7cf3f566d",
                columns=(
                    *("warnum", "ccode1", "ccode2", "year", "cowinteronset", "sidea1", "sidea2"),
                    *("initiator1", "initiator2", "outcome1", "outcome2"),
                ),
                others=(
                    OtherForm(("cow_war_inter*",)),
                    OtherForm(
                        ("inter-statewardata*",),
                        (
                            *("WarNum", "ccode", "Side", "StartMonth1", "StartDay1", "StartYear1"),
                            *("EndMonth1", "EndDay1", "EndYear1", "Initiator", "Outcome"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Dataset(
        name="ucdp_acd",
        title="UCDP/PRIO Armed Conflict Dataset",
        vintage="25.1 (inferred)",
        licence="CC BY 4.0, as the Our World in Data catalogue records it",
        redistributable=True,
        citation=(
            'Gleditsch, N. P. et al. (2002), "Armed Conflict 1946-2001: A New Dataset", Journal '
            "of Peace Research 39(5), 615-637, doi:10.1177/0022343302039005007; Davies, S. et "
            "al. (2025), Journal of Peace Research 62(4)"
        ),
        codebook="the UCDP/PRIO codebook",
        home="https://ucdp.uu.se/downloads/",
        covers=(1946, 2024),
        notes=(
            "A conflict counts in a year with 25 deaths in battle or more; intensity 2 means 1,000 "
            "or more. The file of the usual name repeats a year for each supporting state.",
        ),
        files=(
            DataFile(
                role="conflict_years",
                path="ucdp_prio_acd_1946_2024.csv",
                sha256="86562c603538e49dda6a43d8ec24d4f60f41fcee20272eca605b67f9896bd218",
                columns=("conflict_id", "year", "gwno_a", "intensity_level", "type_of_conflict"),
                others=(
                    OtherForm(("ucdp_prio_acd*",)),
                    OtherForm(("ucdpprioconflict*", "ucdp-prio-acd*")),
                ),
            ),
        ),
    ),
    Dataset(
        name="gw_states",
        title="Gleditsch-Ward independent states and their capitals",
        vintage="as in peacesciencer fe150a2",
        licence="states CC BY 4.0; capitals GPL-2 (the compilation of a package's author)",
        redistributable=False,
        citation=(
            'Gleditsch, K. S. and Ward, M. D. (1999), "A revised list of independent states '
            'since the congress of Vienna", International Interactions 25(4), 393-413, '
            "doi:10.1080/03050629908434958"
        ),
        codebook="an end on the list's last day means still a member",
        home="the authors' page of the list of states",
        covers=(1816, 2017),
        notes=(
            "States of a quarter of a million people and more; microstates are a list of their "
            "own and not in it.",
        ),
        files=(
            DataFile(
                role="states",
                path="gw_states.csv",
                sha256="80e062971052837012f0a76849e4c6642d4680ce60cfc910125d7fb1534f028d",
                columns=("gwcode", "statename", "startdate", "enddate"),
            ),
            DataFile(
                role="capitals",
                path="gw_capitals.csv",
                sha256="26db5ea51625eca7f25a27a2a7a62028bc83f3c06b74180694e63f16f53beb90",
                columns=("gwcode", "capital", "stdate", "enddate", "lat", "lng"),
            ),
        ),
    ),
)
