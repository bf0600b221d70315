"""Which of our keys each key of other systems means.

A key is compared without regard to case, hyphens, underscores and spaces: ``publishDate`` is ``publish_date``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

DROP, EXTRA = "drop", "extra"
"""What else a key can become: nothing, or a part of ``extra``."""

TARGETS: Mapping[str, str] = {
    "headline": "headline title name heading headlines",
    "alternativeHeadline": "alternativeHeadline shortTitle linkTitle seoTitle metaTitle title_short seo.title",
    "standfirst": (
        "standfirst deck dek subtitle subhead subheadline tagline lead lede intro introduction excerpt summary description"
        " teaser metaDescription seoDescription seo.description itunes:summary descriptions"
    ),
    "abstract": "abstract",
    "body": "body content articleBody",
    "datePublished": (
        "datePublished date published publishDate publishedAt publishedDate publicationDate publishedOn pubDate"
        " pubDatetime firstcreated contentcreated created createdAt dateCreated createdOn issued dc:date dcterms:issued"
        " dcterms:created posted postedOn"
    ),
    "dateModified": (
        "dateModified modified lastmod updated updatedAt updatedDate updatedOn modDatetime lastUpdated"
        " lastModifiedAt lastModified modifiedAt dateUpdated versioncreated contentmodified dcterms:modified"
    ),
    "expires": "expires expiryDate expirationDate expire expiresAt unpublishDate unpublishOn",
    "embargo": "embargo embargoed embargoUntil",
    "authors": "authors author writer writers creator creators dc:creator contributor contributors guestAuthor",
    "byline": "byline by byName",
    "section": "section kicker eyebrow department rubric desk sectionName articleSection",
    "categories": "categories category",
    "topics": "topics topic tags tag subjects subject",
    "keywords": "keywords keyword",
    "mentions": "mentions people persons person organisations organisation organizations organization",
    "inLanguage": "inLanguage lang language locale languageCode",
    "url": "url permalink link path canonical canonicalUrl canonicalLink",
    "aliases": "aliases alias redirectFrom redirects oldUrl formerUrl previousUrl tumblrUrl redirect_from",
    "slug": "slug basename postName urlSlug",
    "status": "status state postStatus pubStatus",
    "draft": "draft isDraft",
    "published": "isPublished",
    "image": (
        "image featuredImage featureImage primaryImage coverImage cover heroImage hero headerImage header bannerImage"
        " banner thumbnail thumb thumbnailUrl ogImage socialImage teaserImage photo picture leadImage mainImage images"
        " img imageUrl featured_image_url preview_image"
    ),
    "image.alt": "imageAlt featuredImageAlt coverAlt coverImageAlt heroAlt heroImageAlt thumbnailAlt altText imageAltText alt bannerAlt",
    "image.caption": "imageCaption imageFigcaption caption featuredImageCaption coverCaption heroCaption photoCaption",
    "image.credit": "imageCredit photoCredit credit featuredImageCredit coverCredit imageAttribution photographer",
    "dateline": "dateline located",
    "isBasedOn": "isBasedOn sourceUrl originalUrl originallyPublishedAt syndicatedFrom canonicalSource externalUrl republishedFrom",
    "sourceOrganization": "sourceOrganization source sourceName originalPublisher provider",
    "publication": "publication publisher",
    "rights.copyrightHolder": "copyrightHolder",
    "rights.copyrightNotice": "copyrightNotice copyright rights",
    "rights.usageTerms": "usageTerms",
    "rights.license": "license licence licenseUrl",
    "corrections": "corrections correction",
    DROP: (
        "layout template weight menu menus navOrder order eleventyNavigation eleventyComputed toc tableOfContents math"
        " mathjax sitemap robots outputs cascade markup isCJKLanguage build headless resources comments commentable"
        " disqus showComments hideComments disableComments pin pinned sticky sidebar parent nav eleventyExcludeFromCollections"
        " showToc sharing widescreen pageClass bodyClass cssClass css js scripts styles"
    ),
}
"""By our key, theirs, the better ones first."""

_SIMPLE = re.compile(r"[-_\s]+")


def simple(key: str) -> str:
    """A key as it is compared."""
    return _SIMPLE.sub("", key).lower()


TARGET_OF: Mapping[str, str] = {
    simple(theirs): ours for ours, names in TARGETS.items() for theirs in names.split()
}
_RANK = {simple(theirs): rank for names in TARGETS.values() for rank, theirs in enumerate(names.split())}
ALLOWED = frozenset({*TARGETS, EXTRA})
"""What a map may say that a key becomes."""


def target_of(key: str, own: Mapping[str, str]) -> str:
    """What a key becomes: as the owner's map says, else by the table, else ``extra``."""
    return own.get(key) or TARGET_OF.get(simple(key), EXTRA)


def in_order(keys: Iterable[str]) -> list[str]:
    """The keys in the order in which they count: the better names of a thing first."""
    return sorted(keys, key=lambda key: _RANK.get(simple(key), 0))
