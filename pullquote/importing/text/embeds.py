"""What shortcodes become: pictures with captions, embeds with an address, quotations, links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from pullquote.importing.items import Form

EMBEDS: Mapping[str, str] = {
    "youtube": "https://www.youtube.com/embed/{}",
    "vimeo": "https://player.vimeo.com/video/{}",
    "dailymotion": "https://www.dailymotion.com/embed/video/{}",
    "tweet": "https://twitter.com/{user}/status/{}",
    "twitter": "https://twitter.com/{user}/status/{}",
    "x": "https://twitter.com/{user}/status/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}",
    "spotify": "https://open.spotify.com/embed/{}",
    "soundcloud": "https://soundcloud.com/{}",
    "tiktok": "https://www.tiktok.com/embed/{}",
    "facebook": "https://www.facebook.com/{}",
    "codepen": "https://codepen.io/{}",
}
"""The address of what a site has embedded, by the name of the shortcode."""
FRAMES = ("youtube", "vimeo", "dailymotion", "spotify", "tiktok", "player", "embed")
"""Words of addresses that show themselves in a frame; others are links."""
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_VIDEO = re.compile(
    r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/))([\w-]{6,})"
)
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp)(?:[?#].*)?$", re.IGNORECASE)


def figure(source: str, alt: str, caption: str, credit: str = "") -> str:
    """A picture with the words below it, as HTML on one line, which Markdown takes as it is."""
    image = f'<img src="{escape(source)}" alt="{escape(alt)}">'
    words = " ".join(part for part in (caption, credit) if part)
    return (
        f"<figure>{image}<figcaption>{words}</figcaption></figure>" if words else f"<figure>{image}</figure>"
    )


def picture(source: str, alt: str) -> str:
    """A picture without a caption, in Markdown."""
    target = f"<{source}>" if re.search(r"[\s()]", source) else source
    words = re.sub(r"([][])", r"\\\1", alt)
    return f"![{words}]({target})"


def embed(address: str, title: str = "") -> str:
    """Something of another site: a frame where it can be shown in one, else a link."""
    video = _VIDEO.search(address)
    if video:
        address = f"https://www.youtube.com/embed/{video[1]}"
    if any(word in address for word in FRAMES):
        named = f' title="{escape(title)}"' if title else ""
        return f'<iframe src="{escape(address)}"{named}></iframe>'
    return f"[{title}]({address})" if title else f"<{address}>"


def address_of(name: str, arguments: Mapping[str, str]) -> str | None:
    """The address that a shortcode for an embed leads to; None where it names none."""
    for value in arguments.values():
        found = _ADDRESS.match(value.strip())
        if found and not PICTURE.search(found[0]):
            return found[0]
    words = set(re.split(r"[-_]", name.lower()))
    service = next((each for each in EMBEDS if each in words or name.lower().startswith(each)), None)
    if service is None or not arguments:
        return None
    said = [value.strip() for key, value in arguments.items() if key in ("id", "0", "code", "video")]
    found_id = said[0] if said else next(iter(arguments.values())).strip()
    if service == "gist" and arguments.get("1"):
        found_id = f"{found_id}/{arguments['1']}"
    user = arguments.get("user", "i/web").lstrip("@")
    return EMBEDS[service].format(found_id, user=user) if re.fullmatch(r"[\w./:?=-]+", found_id) else None


def quotation(text: str, source: str, form: Form) -> str:
    """A quotation that stands apart, with its source below it."""
    text = text.strip()
    if form is Form.HTML:
        below = f"<p>— {source}</p>" if source else ""
        return f"\n\n<blockquote><p>{text}</p>{below}</blockquote>\n\n"
    lines = [*text.split("\n"), *(["", f"— {source}"] if source else [])]
    return "\n\n" + "\n".join(f"> {line.strip()}".rstrip() for line in lines) + "\n\n"
