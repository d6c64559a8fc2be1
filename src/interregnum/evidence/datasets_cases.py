"""Facts of single cases and maps: kept beside the record, and read by no effect."""

from __future__ import annotations

from interregnum.evidence.manifest import DataFile, Dataset

CASES: tuple[Dataset, ...] = (
    Dataset(
        name="cases",
        title="Facts of single cases",
        vintage="compiled for the project",
        licence="facts; the wording CC0 1.0",
        redistributable=True,
        citation="compiled by the Interregnum developers; each row names where it was read",
        codebook="sizes are ranges, because sources differ; offices and not persons are named",
        home="the project's own folder of shared data",
        covers=(1917, 2023),
        notes=("For scenarios and not for estimates: no effect or forecast reads it.",),
        files=(
            DataFile(
                role="belarus_2020",
                path="belarus_2020.csv",
                sha256="734ff66f76ef6ad6b72880025aae61ce5b6b8ba7944094268fc58502c1cccab5",
                columns=("date", "place", "kind", "low", "high", "unit", "source"),
            ),
            DataFile(
                role="egypt_2011",
                path="egypt_2011.csv",
                sha256="bf311366ae12cef2b7870e69b56b7cd7b9618a1392130f044d6a625a1de608bd",
                columns=("date", "place", "kind", "low", "high", "unit", "source"),
            ),
            DataFile(
                role="kornilov_1917",
                path="kornilov_1917.csv",
                sha256="7f8c632c001f8079bce41e86c8e8b2c9052eb84e80f2072f3a2ff585a0a91f9f",
                columns=("date_new_style", "kind", "event", "low", "high", "unit", "source"),
            ),
            DataFile(
                role="m4_corridor",
                path="m4_corridor.csv",
                sha256="f8314e116c6ae28277af4c5f654629c7f4b334bc0564aaa4b53fefc6608c94cd",
                columns=("from", "to", "measure", "km", "source"),
            ),
            DataFile(
                role="moscow_1991",
                path="moscow_1991.csv",
                sha256="42fef79858389c91a2a1735f48b1cbc2f82901e1dee4dad344928719e7ff0a38",
                columns=("time_moscow", "kind", "event", "low", "high", "unit", "source"),
            ),
            DataFile(
                role="russia_2011_13",
                path="russia_2011_13.csv",
                sha256="c81f44bcd1df463685a448a5fb01b81b690ae461135be361cb0eb09a7ee46522",
                columns=(
                    "date",
                    "place",
                    "low",
                    "high",
                    "unit",
                    "low_source",
                    "high_source",
                    "note",
                ),
            ),
            DataFile(
                role="wagner_2023",
                path="wagner_2023.csv",
                sha256="835746076ad9ec684fd3d5b37fee35a87de964a52be6b54e5545d81cb6fda0f1",
                columns=("time_moscow", "kind", "place", "event", "low", "high", "unit", "source"),
            ),
        ),
        used=False,
    ),
    Dataset(
        name="russia_network",
        title="Regions of a country as a network: borders, capitals, outlines",
        vintage="83 regions of 2013",
        licence="outlines and borders ODbL 1.0; capitals and districts CC BY-SA 4.0",
        redistributable=True,
        citation=(
            "OpenStreetMap contributors (outlines); hflabs (capitals, districts); census of 2010 "
            "(population)"
        ),
        codebook="lengths of borders are relative; distances are great circles between capitals",
        home="the project's own folder of shared data",
        covers=(2010, 2013),
        notes=("Geography for scenarios: no effect or forecast reads it.",),
        files=(
            DataFile(
                role="regions",
                path="regions.csv",
                sha256="4fdcf8f6438e48014c08e240030e551eae27947021fbf289408bfbdd04577d5e",
                columns=(
                    "iso_3166_2",
                    "name_en",
                    "name_ru",
                    "federal_district",
                    "population_2010_census",
                    "capital_ru",
                    "capital_lat",
                    "capital_lon",
                    "capital_population",
                    "gc_km_to_moscow",
                ),
            ),
            DataFile(
                role="borders",
                path="adjacency.csv",
                sha256="e7dc7a1185be8bd2b01ac02ec6859ec5283e8663a36ac0dbd1ec98973f5aec85",
                columns=("a", "b", "shared_border_deg_approx", "capital_gc_km"),
            ),
            DataFile(
                role="outlines",
                path="regions_simplified.geojson",
                sha256="ea6865413e53efd706203580ee1c07cdcb03a2fd0d2687ffae7d60f16d58bde8",
                columns=(),
            ),
        ),
        used=False,
    ),
)
