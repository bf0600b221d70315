"""The languages of site generators in a text: where their tags are, and what comes of each.

Code is left alone. What stands between ``{% raw %}`` and ``{% endraw %}`` stays as it is, a comment goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pullquote.importing.items import Form
from pullquote.importing.text.embeds import embed
from pullquote.importing.text.shortcodes import Shortcode, address, arguments_of, resolved
from pullquote.importing.text.tags import Tag, rendered

_PROTECTED = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}"
    r"|(?P<literal>\{\{[<%]/\*.*?\*/[>%]\}\})"
    r"|(?P<comment>\{%-?\s*comment\b.*?endcomment\s*-?%\}|\{#.*?#\}|\{\{/\*.*?\*/\}\}|\{\{<\s*comment\s*>\}\}.*?\{\{<\s*/comment\s*>\}\}|<!--.*?-->)"
    r"|(?P<code>^(?P<fence>[ \t]*(?:`{3,}|~{3,}))[^\n]*\n.*?^(?P=fence)[`~]*[ \t]*$|(?P<ticks>`+)(?!`)[^\n]*?(?:\n[^\n]+?)?(?<!`)(?P=ticks)(?!`)"
    r"|<pre\b.*?</pre>|<code\b.*?</code>)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_HUGO = re.compile(
    r"\{\{[<%]\s*(?P<close>/)?\s*(?P<name>[\w./-]+)\s*(?P<args>(?:\"[^\"]*\"|`[^`]*`|[^\"`])*?)\s*(?P<self>/)?\s*[>%]\}\}",
    re.DOTALL,
)
_ESCAPED_HUGO = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_LIQUID = re.compile(r"\{%-?\s*(?P<name>[a-z_][\w-]*)\s*(?P<args>.*?)\s*-?%\}", re.DOTALL | re.IGNORECASE)
_OUTPUT = re.compile(r"\{\{\{?-?\s*(?P<expression>(?:\"[^\"]*\"|'[^']*'|[^\"'{}])*?)\s*-?\}\}\}?", re.DOTALL)
_CALL = re.compile(r"(?P<name>[\w:]+)\s*\((?P<args>.*)\)", re.DOTALL)
_LITERAL = re.compile(
    r"(?P<mark>[\"'])(?P<text>.*?)(?P=mark)\s*(?:\|\s*(?P<filter>\w+)(?:\s*[:(]\s*[\"'](?P<more>[^\"']*)[\"'])?.*)?",
    re.DOTALL,
)
_SITE_ROOT = re.compile(
    r"(?:site\.)?(?:base_?url|url|metadata\.url|baseURL|root)(?:\s*\|.*)?|pathPrefix", re.IGNORECASE
)
_KRAMDOWN = re.compile(r"[ \t]*\{:[^{}\n]*\}|(?<=[^\s{])[ \t]+\{[#.][\w-][^{}\n]*\}(?=[ \t]*$)", re.MULTILINE)
_COMPONENT = re.compile(
    r"<(?P<close>/)?(?P<name>[A-Z][\w.]*)(?P<args>(?:\s+(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{[^{}]*\})*?)?)\s*(?P<self>/)?>"
)
_MODULE_LINE = re.compile(
    r"^(?:import\s.+?from\s+['\"].+?['\"];?|import\s+['\"].+?['\"];?|export\s+(?:const|default|let)\b.*)$",
    re.MULTILINE,
)
_CONTAINER = re.compile(
    r"^[ \t]*:{2,}[ \t]*(?:(?P<name>[A-Za-z][\w-]*)(?:\[(?P<title>[^\]]*)\])?(?:\{(?P<args>[^}\n]*)\})?[ \t]*(?P<rest>[^\n]*))?$",
    re.MULTILINE,
)
_WORDPRESS = re.compile(
    r"\[(?P<close>/)?(?P<name>[a-z][\w-]*)(?P<args>(?:[\s=][^\[\]]*?)?)(?P<self>/)?\](?!\()"
)
_IMAGE_TAG = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\x00(\d+)\x00")
CONDITIONS = frozenset(
    {"if", "unless", "else", "elsif", "elseif", "case", "when", "endif", "endunless", "endcase", "block"}
)
"""Tags that are left out while what is between them stays."""
PROGRAMS = frozenset(
    {"for", "capture", "macro", "set", "assign", "tablerow", "js", "css", "schema", "style", "javascript"}
)
"""Tags whose inside is a program and no text."""
INCLUDES = frozenset({"include", "include_relative", "include_cached", "render", "renderfile", "partial"})
KNOWN_WORDPRESS = frozenset(
    {"gallery", "embed", "audio", "video", "caption", "playlist", "youtube", "vimeo", "tweet", "more"}
)


@dataclass(frozen=True, slots=True)
class Language:
    """What a text may have in it: its form, the values that it can name, and who is told what is left out."""

    form: Form
    values: Mapping[str, object]
    dropped: Callable[[str], None]
    components: bool = False
    wordpress: bool = False


def without_templates(text: str, language: Language) -> str:
    """A text with every tag of a site generator resolved or taken out."""
    if language.wordpress:
        return _wordpress(text, language)
    if language.components:
        text = _module_lines(text, language)
    kept: list[str] = []

    def protect(found: re.Match[str]) -> str:
        if found["comment"] is not None:
            return ""
        inside = found["raw"] if found["raw"] is not None else found["code"] or found["literal"]
        kept.append(_ESCAPED_HUGO.sub(r"{{\1\2\3}}", _RAW.sub("", inside)))
        return f"\x00{len(kept) - 1}\x00"

    text = _KRAMDOWN.sub("", _resolved(_PROTECTED.sub(protect, text), language))
    while "\x00" in text:
        text = _PLACEHOLDER.sub(lambda found: kept[int(found[1])], text)
    return text


def _resolved(text: str, language: Language) -> str:
    """A text whose code is out of the way, with its tags resolved, one language of templates after the other."""

    def resolve(code: Shortcode) -> str:
        return resolved(code, language.form, language.dropped)

    if "{{<" in text or "{{%" in text:
        text = rendered(text, _HUGO, _hugo_tag, resolve)
    if "{%" in text:
        text = rendered(text, _LIQUID, _liquid_tag, lambda code: _liquid(code, language))
    if "{{" in text:
        text = _OUTPUT.sub(lambda found: _output(found["expression"], language), text)
    if "::" in text:
        text = rendered(text, _CONTAINER, _container_tag, resolve)
    if language.components and "<" in text:
        text = rendered(text, _COMPONENT, _hugo_tag, resolve)
    return text


def _module_lines(text: str, language: Language) -> str:
    def left_out(found: re.Match[str]) -> str:
        language.dropped(found[0])
        return ""

    return _MODULE_LINE.sub(left_out, text)


def _hugo_tag(found: re.Match[str]) -> Tag:
    return Tag(found["name"], arguments_of(found["args"] or ""), bool(found["close"]), bool(found["self"]))


def _liquid_tag(found: re.Match[str]) -> Tag:
    name, args = found["name"], found["args"]
    if name.startswith("end"):
        return Tag(name[3:], {}, True, False)
    if name in INCLUDES:
        file, _, rest = args.strip().partition(" ")
        return Tag(PurePosixPath(file.strip("\"',")).stem or name, arguments_of(rest), False, True)
    called = _CALL.fullmatch(f"{name} {args}")
    return Tag(name, arguments_of(called["args"] if called else args), False, False)


def _container_tag(found: re.Match[str]) -> Tag:
    if not found["name"]:
        return Tag("", {}, True, False)
    title = found["title"] or found["rest"]
    arguments = arguments_of(found["args"] or "") | ({"title": title} if title else {})
    return Tag(found["name"], arguments, False, False)


def _liquid(code: Shortcode, language: Language) -> str:
    if code.name in CONDITIONS:
        return code.inner or ""
    if code.name in PROGRAMS:
        words = " ".join((code.inner or "").split())
        language.dropped(f"template {code.name} {' '.join(code.arguments.values())} {words}".strip())
        return ""
    if code.name == "post_url":
        path = next(iter(code.arguments.values()), "")
        return re.sub(r"^(?:.*/)?(\d{4})-(\d{2})-(\d{2})-(.*)$", r"/\1/\2/\3/\4/", path)
    return resolved(code, language.form, language.dropped)


def _output(expression: str, language: Language) -> str:
    literal = _LITERAL.fullmatch(expression)
    if literal:
        if (literal["filter"] or "").lower() in ("embed", "youtube", "video"):
            return f"\n\n{embed(literal['text'], literal['more'] or '')}\n\n"
        return (
            address(literal["text"])
            if (literal["filter"] or "") in ("url", "ref", "relref")
            else literal["text"]
        )
    if _SITE_ROOT.fullmatch(expression):
        return ""
    called = _CALL.fullmatch(expression)
    if called:
        return resolved(
            Shortcode(called["name"], arguments_of(called["args"])), language.form, language.dropped
        )
    named = language.values.get(re.split(r"[\s|]", expression.removeprefix("page.").removeprefix("."))[0])
    if isinstance(named, str):
        return named
    language.dropped(f"template {expression}".strip())
    return ""


def _wordpress(text: str, language: Language) -> str:
    closed = {found["name"] for found in _WORDPRESS.finditer(text) if found["close"]}

    def tag(found: re.Match[str]) -> Tag | None:
        name, args = found["name"], found["args"]
        if not (found["close"] or name in closed or name in KNOWN_WORDPRESS or re.search(r"\w=", args)):
            return None  # brackets of the prose: [sic]
        return Tag(name, arguments_of(args), bool(found["close"]), bool(found["self"]))

    def resolve(code: Shortcode) -> str:
        if code.name in ("caption", "wp_caption") and code.inner:
            image = _IMAGE_TAG.search(code.inner)
            words = _IMAGE_TAG.sub("", code.inner).strip() or code.arguments.get("caption", "")
            return (
                f"\n\n<figure>{image[0]}<figcaption>{words}</figcaption></figure>\n\n"
                if image
                else code.inner
            )
        if code.name == "embed" and code.inner:
            return f"\n\n{_framed(code.inner.strip())}\n\n"
        return resolved(code, Form.HTML, language.dropped)

    return rendered(text, _WORDPRESS, tag, resolve)


def _framed(target: str) -> str:
    """An embed in HTML: an address alone on its line is a link there, too."""
    shown = embed(target)
    return shown if shown.startswith("<iframe") else f'<a href="{target}">{target}</a>'
