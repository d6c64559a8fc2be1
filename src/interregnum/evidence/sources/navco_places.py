"""Where campaigns happened: the places of NAVCO's lists and the states they belong to.

Versions 1.2 and 1.3 name places and give no code. The numbers here are Polity's, as in the
authors' version 2.0: a place that was no state yet has the code of the state that it became
(Namibia under South African rule), or of the state that ruled it where it became none (Tibet,
West Papua); Palestine and Aruba have none.
"""

from __future__ import annotations

from interregnum.evidence.codes import gw_from_polity

_PLACES: dict[str, int | None] = {
    "Afghanistan": 700, "Albania": 339, "Algeria": 615, "Angola": 540, "Argentina": 160,
    "Armenia": 371, "Aruba": None, "Austria": 305, "Azerbaijan": 373, "Bahrain": 692,
    "Bangladesh": 771, "Belarus": 370, "Benin": 434, "Bolivia": 145, "Bosnia-Herzegovina": 346,
    "Brazil": 140, "Brunei": 835, "Bulgaria": 355, "Burkina Faso": 439, "Burma": 775,
    "Burma/Myanmar": 775, "Burundi": 516, "Cambodia": 811, "Cameroon": 471,
    "Central African Republic": 482, "CAR": 482, "Chad": 483, "Chile": 155, "China": 710,
    "Colombia": 100, "Comoros": 581, "Congo-Brazzaville (ROC)": 484, "Costa Rica": 94,
    "Croatia": 344, "Cuba": 40, "Cyprus": 352, "Czechoslovakia": 315,
    "Democratic Republic of Congo": 490, "Denmark": 390, "Djibouti": 522,
    "Dominican Republic": 42, "East Germany": 265, "East Timor": 850, "Ecuador": 130,
    "Egypt": 651, "El Salvador": 92, "Eritrea": 531, "Estonia": 366, "Ethiopia": 530,
    "Fiji": 950, "Finland": 375, "France": 220, "Gabon": 481, "Gambia": 420, "Georgia": 372,
    "Germany": 255, "Ghana": 452, "Greece": 350, "Guatemala": 90, "Guinea": 438,
    "Guinea-Biaasu": 404, "Guinea-Bissau": 404, "Guyana": 110, "Haiti": 41, "Honduras": 91,
    "Hungary": 310, "Iceland": 395, "India": 750, "Indonesia": 850, "Iran": 630, "Iraq": 645,
    "Ireland": 205, "Israel": 666, "Italy": 325, "Ivory Coast": 437, "Jamaica": 51,
    "Japan": 740, "Jordan": 663, "Kazakhstan": 705, "Kenya": 501, "Korea": 730, "Kosovo": 341,
    "Kuwait": 690, "Kyrgyzstan": 703, "Laos": 812, "Latvia": 367, "Lebanon": 660,
    "Lesotho": 570, "Liberia": 450, "Libya": 620, "Lithuania": 368, "Macedonia": 343,
    "Madagascar": 580, "Malawi": 553, "Malaysia": 820, "Maldives": 781, "Mali": 432,
    "Malta": 338, "Mauritania": 435, "Mexico": 70, "Moldova": 359, "Mongolia": 712,
    "Montenegro": 348, "Morocco": 600, "Mozambique": 541, "Myanmar": 775, "Namibia": 565,
    "Namibia/South West Africa": 565, "Natal": 560, "Nepal": 790, "Nicaragua": 93,
    "Niger": 436, "Nigeria": 475, "North Korea": 731, "Northern Ireland": 200, "Norway": 385,
    "Oman": 698, "Ottoman Empire": 640, "Pakistan": 770, "Palestine": None,
    "Palestinian Territories": None, "Panama": 95, "Papua New Guinea": 910, "Paraguay": 150,
    "Peru": 135, "Philippines": 840, "Poland": 290, "Portugal": 235, "Republic of Yemen": 678,
    "Republic of the Congo": 484, "Romania": 360, "Russia": 365, "Rwanda": 517,
    "Saudi Arabia": 670, "Senegal": 433, "Serbia": 345, "Sierra Leone": 451, "Singapore": 830,
    "Slovakia": 317, "Slovenia": 349, "Somalia": 520, "South Africa": 560, "South Korea": 732,
    "South Sudan": 626, "South Vietnam": 817, "Spain": 230, "Sri Lanka": 780, "Sudan": 625,
    "Suriname": 115, "Swaziland": 572, "Sweden": 380, "Syria": 652, "Taiwan": 713,
    "Tajikistan": 702, "Tanzania": 510, "Tanzania/German East Africa": 510, "Thailand": 800,
    "Tibet": 710, "Togo": 461, "Tonga": 955, "Tunisia": 616, "Turkey": 640,
    "Turkmenistan": 701, "USSR": 365, "Uganda": 500, "Ukraine": 369, "United Kingdom": 200,
    "United States": 2, "Uruguay": 165, "Uzbekistan": 704, "Venezuela": 101, "Vietnam": 816,
    "West Papua": 850, "Western Sahara": 600, "Yemen": 678, "Yemen Arab Republic": 678,
    "Yemen People's Republic": 680, "Yugoslavia": 345, "Zaire/DRC": 490, "Zambia": 551,
    "Zimbabwe": 552,
}  # fmt: skip

WRONG = {("Hungary", 265): 310}
"""Codes of version 2.0 that contradict the place: Hungary with East Germany's number."""


def gw_of_place(place: str, year: int) -> int | None:
    """Return the Gleditsch-Ward code of a place, None where there is none or it is not known.

    >>> gw_of_place("Serbia", 2000), gw_of_place("Serbia", 2010), gw_of_place("Aruba", 1977)
    (345, 340, None)
    """
    code = _PLACES.get(place.strip())
    return None if code is None else gw_from_polity(code, year)


def is_known(place: str) -> bool:
    """Return whether the list has a place, be it one without a code.

    >>> is_known("Aruba"), is_known("Atlantis")
    (True, False)
    """
    return place.strip() in _PLACES
