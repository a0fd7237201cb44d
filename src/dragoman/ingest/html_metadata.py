"""What a page says about itself: meta tags, JSON-LD, `<time>`, `<html lang>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title")
PUBLISHER_NAMES = (
    "og:site_name", "dc.publisher", "publisher", "citation_publisher", "application-name",
)  # fmt: skip
PUBLISHED_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "article.published", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "citation_publication_date", "publish-date", "publish_date", "publication_date",
    "published-date", "publishdate", "pubdate", "date",
)  # fmt: skip
REPORT_TYPES = re.compile(r"Article|BlogPosting|Report\b|NewsArticle|WebPage")
MAX_LD_ITEMS = 500


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page's head tells; None where it is silent."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    """The meta tags by lower-case name, property or itemprop; the first of a name counts."""
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                tags.setdefault(name, content)
    return tags


def _ld_items(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page, also those in lists and graphs; bad ones are passed over."""
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and count < MAX_LD_ITEMS:
            count += 1
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                waiting += [x for x in (item.get("@graph"),) if isinstance(x, list)]
                yield item


def _text_of(value: object) -> str | None:
    """A JSON-LD value as a string: itself, its name, or the first of a list."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _ld_metadata(tree: HtmlElement) -> PageMetadata:
    reports = [x for x in _ld_items(tree) if REPORT_TYPES.search(str(x.get("@type", "")))]

    def first(name: str) -> str | None:
        return next((found for x in reports if (found := _text_of(x.get(name)))), None)

    return PageMetadata(
        first("headline"),
        first("publisher"),
        first("datePublished"),
        first("inLanguage"),
        first("url"),
    )


def _time_tag(tree: HtmlElement) -> str | None:
    """The `<time>` that is marked as the date of publication, else the first in an article."""
    marked = tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
        " | //time[@pubdate]/@datetime"
    )
    found = marked or tree.xpath("//article//time/@datetime | //main//header//time/@datetime")
    return str(found[0]) if found else None


def _own_title(tree: HtmlElement, publisher: str | None) -> str | None:
    """The `<title>`, without the publisher's name that pages append or put in front."""
    title = re.sub(r"\s+", " ", tree.findtext(".//title") or "").strip()
    if publisher:
        name = re.escape(publisher)
        title = re.sub(rf"\s+[-–—|:·»]\s+{name}$|^{name}\s+[-–—|:·»]\s+", "", title, flags=re.I)
    return title or None


def _canonical_url(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            href = str(link.get("href")).strip()
            return href if href.lower().startswith(("http://", "https://")) else None
    return None


def find_metadata(tree: HtmlElement) -> PageMetadata:
    """Title, publisher, date of publication, language and canonical URL as the page states them."""
    tags, linked = _meta_tags(tree), _ld_metadata(tree)

    def first(names: tuple[str, ...]) -> str | None:
        return next((tags[x] for x in names if x in tags), None)

    publisher = first(PUBLISHER_NAMES[:1]) or linked.publisher or first(PUBLISHER_NAMES[1:])
    if publisher and publisher.startswith(("http://", "https://")):
        publisher = None
    root = tree.getroottree().getroot()
    return PageMetadata(
        first(TITLE_NAMES) or linked.title or _own_title(tree, publisher),
        publisher,
        first(PUBLISHED_NAMES[:2]) or linked.published or first(PUBLISHED_NAMES[2:])
        or _time_tag(tree),
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or linked.language or tags.get("og:locale") or tags.get("content-language"),
        _canonical_url(tree) or tags.get("og:url") or linked.url,
    )  # fmt: skip
