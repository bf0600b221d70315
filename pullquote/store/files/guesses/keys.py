"""What keys and values of other systems are called here: Hugo, Jekyll, Eleventy, Astro, WordPress, schema.org."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pullquote.store.files.kinds import (
    OrganizationKeys,
    PersonKeys,
    PublicationKeys,
    QuoteKeys,
    RightsKeys,
    RoleKeys,
    SectionKeys,
    StoryKeys,
    TopicKeys,
    adapter_of,
    inner_keys,
    key_names,
)
from pullquote.store.model.problems import closest


def _each(**meant: str) -> dict[str, str]:
    """The words for each key, the other way round."""
    return {word: key for key, words in meant.items() for word in words.split()}


NAMES = _each(
    name="title label displayname fullname heading",
    description="summary bio biography about abstract text excerpt",
    alternateNames="alias aka nickname alsoknownas alternatename abbreviation acronym",
    sameAs="url website link links wikipedia wikidata homepage twitter mastodon social",
    image="photo picture portrait avatar logo thumbnail headshot",
)
OF_CLASS: Mapping[Any, Mapping[str, str]] = {
    StoryKeys: _each(
        headline="title name heading hed",
        alternativeHeadline="seotitle linktitle shorttitle printheadline webheadline",
        standfirst="description summary excerpt subtitle subheadline deck dek lede lead intro teaser strapline kicker",
        publication="site newspaper paper magazine ispartof",
        section="category desk page channel articlesection",
        topics="tags tag categories topic subject subjects taxonomies about",
        datePublished="date pubdate published publishdate publisheddate publishedat created createdat creationdate"
        " datetime posted dateposted publicationdate datecreated time day versioncreated",
        dateModified="lastmod updated modified lastmodified lastmodifiedat updatedat modifieddate updateddate dateupdated",
        inLanguage="lang language locale",
        url="permalink link canonical canonicalurl address externalurl",
        byline="writer writtenby by",
        authors="author creator creators contributor contributors",
        dateline="location place city",
        mentions="people persons person organizations organisations",
        rights="copyright license licence",
        status="draft state visibility ispublished poststatus workflow",
        embargo="embargoed embargoeduntil releasedate goeslive scheduled",
        expires="expirydate expiry unpublishdate expiration expirationdate enddate",
        image="featuredimage cover coverimage thumbnail hero heroimage primaryimage images photo picture banner"
        " ogimage featureimage teaserimage",
        keywords="metakeywords",
        aliases="redirectfrom redirects oldslugs alias redirect",
        isBasedOn="source sourceurl originalurl via",
        sourceOrganization="agency provider wire",
        corrections="correction corrigendum erratum errata",
        quotes="quote quotations quotation",
        body="content text markdown articlebody html",
    ),
    QuoteKeys: _each(
        text="quote words quotation content said statement",
        speaker="by who person author saidby spokenby name spokesperson",
        cue="verb said",
        addressee="to",
        occasion="context event where venue",
        dateSpoken="date when spoken",
        role="office position jobtitle title",
        source="anonymous unnamed",
        **{"as": "printed attribution attributedto speakerasprinted"},
    ),
    RoleKeys: _each(
        title="name role position jobtitle office",
        organization="organisation org company employer worksfor institution",
        startDate="from since start started begin",
        endDate="to until till end ended",
    ),
    PersonKeys: NAMES
    | _each(
        givenName="firstname first forename",
        familyName="lastname last surname",
        roles="role jobs positions offices jobtitle position affiliation worksfor title organization",
    ),
    OrganizationKeys: NAMES | _each(kind="type category", parent="parentorganization memberof partof owner"),
    PublicationKeys: NAMES
    | _each(
        inLanguage="lang language locale", url="website link homepage", publisher="owner company organization"
    ),
    SectionKeys: NAMES | _each(publication="site newspaper paper"),
    TopicKeys: NAMES | _each(mediatopic="code iptc medtop subjectcode"),
    RightsKeys: _each(
        copyrightHolder="holder owner copyright",
        copyrightNotice="notice",
        usageTerms="terms usage",
        license="licence",
    ),
}
"""By class: what a key is elsewhere, in small letters without hyphens and underscores, and what it is here."""
WITHOUT_USE: Mapping[str, str] = {
    "slug": "delete it: the name of the file is the slug",
    "id": "delete it: the name of the file is the slug",
    **dict.fromkeys(
        [
            "layout",
            "template",
            "type",
            "weight",
            "order",
            "comments",
            "toc",
            "math",
            "mathjax",
            "markup",
            "menu",
            "menus",
            "nav",
            "navigation",
            "sitemap",
            "excerptseparator",
            "posttype",
            "pagination",
            "eleventynavigation",
            "cssclass",
            "showtoc",
            "hidemeta",
        ],
        "delete it: it says how another program shows the page",
    ),
}
"""What nothing stands for here, and why."""
KEPT = "delete it, or put it below extra: what is there is served as it is"
"""What to do about a key that is like none."""
STATUS = 'write "status: draft" for a story that is not for the public yet'
VALUES: Mapping[str, Mapping[str, str]] = {
    "status": _each(
        published="live public publish final approved online",
        draft="private hidden pending unpublished review inreview writing new idea",
        withdrawn="deleted retracted archived removed killed spiked trash expired",
    ),
    "kind": _each(
        government="ministry council authority agency municipality city state governmentorganization department",
        military="army navy airforce forces",
        party="politicalparty",
        company="corporation business firm enterprise localbusiness airline bank shop store startup cooperative",
        media="newspaper broadcaster publisher newsmediaorganization magazine newsagency",
        ngo="nonprofit nongovernmental campaign pressuregroup",
        school="educationalorganization elementaryschool highschool middleschool preschool kindergarten academy",
        university="college collegeoruniversity",
        church="mosque synagogue temple religiousorganization religion diocese parish cathedral",
        court="tribunal courthouse",
        police="policestation policeforce sheriff",
        hospital="clinic medicalorganization healthservice surgery",
        charity="foundation trust",
        union="tradeunion labourunion laborunion workersunion",
        association="club society chamber federation consortium guild",
        museum="gallery",
        **{
            "armed group": "militia rebels",
            "research institute": "researchorganization institute laboratory thinktank researchinstitute",
            "emergency service": "firebrigade firedepartment firestation ambulance searchrescueorganization rescue",
            "sports team": "sportsorganization sportsteam team sportsclub footballclub",
            "performing group": "performinggroup orchestra choir theatre theater band theatergroup musicgroup",
            "intergovernmental": "un eu international",
        },
    ),
    "source": _each(
        anonymous="anon unknown secret undisclosed confidential",
        document="report letter law email statement paper book",
        **{"unnamed person": "person someone somebody official diplomat", "unnamed group": "group people experts officials witnesses"},
    ),
}  # fmt: skip
"""By key: other words for a value, in small letters without spaces, and the value."""


def key_meant(key: str, keys: Any) -> str | None:
    """The key of a class that an unknown one stands for in another system, or is most like; None where none is."""
    known = key_names(keys)
    word, words = plain(key), OF_CLASS.get(keys, {})
    if word in WITHOUT_USE and word not in words:
        return None
    meant = words.get(word)
    return meant if meant in known else closest(key, known)


def key_suggestion(key: str, keys: Any, outer: Iterable[tuple[str, Any]] = ()) -> str | None:
    """What to do about an unknown key; ``outer`` are the mappings around its own, each with what it is called."""
    known = key_names(keys)
    is_elsewhere = plain(key) in OF_CLASS.get(keys, {})
    for name, inner in inner_keys(keys).items():
        if key in key_names(inner) and not is_elsewhere:
            return f"it is a key of {name}: indent it below them"
    for name, each in outer:
        if key in key_names(each):
            return f"it is a key of {name}: begin it further to the left"
    meant = key_meant(key, keys)
    if meant == "status" and closest(key, known) != "status":
        return f'did you mean "status"? {STATUS}'
    if meant is not None:
        return f'did you mean "{meant}"?'
    if plain(key) in WITHOUT_USE:
        return WITHOUT_USE[plain(key)]
    return KEPT if "extra" in known else None


def missing_suggestion(key: str, keys: Any) -> str | None:
    """How to write a required key of a class, and what it is for."""
    description = _descriptions(keys).get(key, "").partition(". ")[0].rstrip(".")
    return f'write "{key}: …" ({description[0].lower()}{description[1:]})' if description else None


@cache
def _descriptions(keys: Any) -> dict[str, str]:
    properties: dict[str, dict[str, str]] = adapter_of(keys).json_schema()["properties"]
    return {name: each["description"] for name, each in properties.items() if "description" in each}


def value_meant(key: str, value: str, allowed: tuple[str, ...]) -> str | None:
    """Which of the values allowed for a key another word stands for, or is most like."""
    meant = VALUES.get(key, {}).get(plain(value))
    return meant if meant in allowed else closest(value, allowed)


def plain(word: str) -> str:
    """A word in small letters, without hyphens, underscores and spaces."""
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")
