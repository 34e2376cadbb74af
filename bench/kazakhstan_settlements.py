#!/usr/bin/env python3
"""kazakhstan_settlements.py DATA FOLDER [--candidates-from PEOPLE]

Makes a programme folder of programmes/kazakhstan and the settlements of DATA/kazakhstan/settlements/osm_places_kz.csv
(OpenStreetMap, ODbL): for measuring only, nothing of it belongs into the project. Skips, saying so, where the file is absent.

A settlement is left out when it has no name, is a city (every city is a place of the programme), or is a place of the
programme already: the same name within 10 km, or any name within 2 km of one. Its weight, of which the planner only takes
shares within a statistical area whose total is published, is the population that OpenStreetMap gives. Where it gives none:
the part of the total that no known settlement claims, shared among those without in proportion 3 (village, town), 1 (hamlet),
0.2 (isolated dwelling), but never more than 1,500 nor less than 100 times that. Every such row is `derived`.
Candidates: those of the programme, and settlements with a population of at least PEOPLE (2,000).
"""
import csv
import math
import pathlib
import shutil
import sys

SHARE = {"village": 3.0, "town": 3.0, "hamlet": 1.0, "isolated_dwelling": 0.2}
LATIN = set("abcdefghijklmnopqrstuvwxyzığşçöü")
HERE = pathlib.Path(__file__).resolve().parent.parent / "programmes" / "kazakhstan"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows, header):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def folded(name):
    return "".join(c for c in name.casefold().replace("ё", "е") if c.isalnum())


def km(a, b):
    """Great circle between two (lon, lat)."""
    (lon1, lat1), (lon2, lat2) = a, b
    u = math.sin(math.radians(lat2 - lat1) / 2)
    v = math.sin(math.radians(lon2 - lon1) / 2)
    return 12742 * math.asin(math.sqrt(u * u + math.cos(math.radians(lat1)) * math.cos(math.radians(lat2)) * v * v))


def one_alphabet(name):
    """A word of two alphabets is a slip that the programme refuses."""
    for word in name.split():
        letters = [c for c in word.casefold() if c.isalpha()]
        if any(c in LATIN for c in letters) and any("\u0400" <= c <= "\u04ff" for c in letters):
            return False
    return True


def names_of(row):
    given = [row["name_kk"], row["name_ru"], row["name_en"], row["name"]]
    given = [name.strip() for name in given if name.strip() and one_alphabet(name)]
    if not given:
        return None
    kk = row["name_kk"].strip() if row["name_kk"].strip() in given else given[0]
    ru = row["name_ru"].strip() if row["name_ru"].strip() in given else kk
    en = row["name_en"].strip() if row["name_en"].strip() in given else ru
    return kk, ru, en


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    least = 2000
    if "--candidates-from" in sys.argv:
        least = int(sys.argv[sys.argv.index("--candidates-from") + 1])
        arguments.remove(str(least))
    if len(arguments) != 2:
        sys.exit(__doc__)
    source = pathlib.Path(arguments[0]) / "kazakhstan" / "settlements" / "osm_places_kz.csv"
    folder = pathlib.Path(arguments[1])
    if not source.exists():
        print(f"skipped: {source} is not there")
        return
    shutil.copytree(HERE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".roads"))
    districts = {a["kato"]: a["id"] for a in rows_of(HERE / "areas.csv") if a["kind"] == "district" and a["kato"] and not a["to"]}
    places = rows_of(HERE / "places.csv")
    header = list(places[0])
    total, area_of = {}, {}
    for area in rows_of(HERE / "stat_areas.csv"):
        if area["edition"] != "2025-01-01":
            continue
        total[area["id"]] = int(area["people"])
        for member in area["members"].split("|"):
            area_of[member] = area["id"]

    known = {}  # claimed weight by statistical area
    near = {}   # places by rounded degree
    for place in places:
        known[area_of[place["area"]]] = known.get(area_of[place["area"]], 0) + int(place["weight"])
        at = (float(place["lon"]), float(place["lat"]))
        names = {folded(place[c]) for c in ("name_kk", "name_ru", "name_en")}
        near.setdefault((round(at[0]), round(at[1])), []).append((at, names))

    def is_there(row, at):
        mine = {folded(row[c]) for c in ("name_kk", "name_ru", "name_en", "name") if row[c]}
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                for other, names in near.get((round(at[0]) + dx, round(at[1]) + dy), []):
                    distance = km(at, other)
                    if distance < 2 or (distance < 10 and mine & names):
                        return True
        return False

    added, without = [], {}
    for row in sorted(rows_of(source), key=lambda r: int(r["osm_id"])):
        names = names_of(row)
        if names is None or row["place"] not in SHARE or row["adm2_kato"] not in districts:
            continue
        at = (float(row["lon"]), float(row["lat"]))
        if is_there(row, at):
            continue
        district = districts[row["adm2_kato"]]
        people = int(float(row["population_osm"])) if row["population_osm"] else 0
        new = dict(zip(header, [""] * len(header)))
        new.update(id=f"osm-{row['osm_id']}", area=district, name_kk=names[0], name_ru=names[1], name_en=names[2],
                   lon=f"{at[0]:.5f}", lat=f"{at[1]:.5f}", weight=people, seat="",
                   candidate="yes" if people >= least else "no", source="osm-settlements", confidence="derived")
        added.append(new)
        area = area_of[district]
        if people > 0:
            known[area] = known.get(area, 0) + people
        else:
            without.setdefault(area, []).append((new, SHARE[row["place"]]))
    for area, some in without.items():
        rest = max(0, total[area] - known.get(area, 0)) / sum(share for _, share in some)
        for new, share in some:
            new["weight"] = round(share * min(1500, max(100, rest)))
    write(folder / "places.csv", places + added, header)
    sources = rows_of(HERE / "sources.csv")
    sources.append(dict(zip(sources[0], ["osm-settlements", "OpenStreetMap contributors: settlements of Kazakhstan",
                                         "https://www.openstreetmap.org/copyright", "", "ODbL", "For measuring only."])))
    write(folder / "sources.csv", sources, list(sources[0]))
    candidates = sum(p["candidate"] == "yes" for p in places + added)
    print(f"{len(places) + len(added)} places ({len(added)} added), {candidates} candidates")


main()
