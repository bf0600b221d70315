"""Shortcodes and templates, resolved where they stand."""

from __future__ import annotations

import pytest

from pullquote.importing.items import Form
from pullquote.importing.text import embeds, shortcodes, tags
from pullquote.importing.text.templates import Language, without_templates

MODULES = (embeds, shortcodes, tags)


def resolved(text: str, *, form: Form = Form.MARKDOWN, **how: bool) -> tuple[str, list[str]]:
    dropped: list[str] = []
    language = Language(form, {"title": "The wall"}, dropped.append, **how)
    return without_templates(text, language).strip(), dropped


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # Hugo
        ("a {{< note >}}b {{< box title='T' >}}c{{< /box >}}{{< /note >}}", "a b \n\n**T**\n\nc"),
        ("{{% notice %}}b{{% /notice %}}", "b"),
        ('{{< quote-block text="It rises" cite="Ida Brook" >}}', "> It rises\n>\n> — Ida Brook"),
        ('[x]({{< ref "2013-04-19-wall.md" >}})', "[x](/2013-04-19-wall/)"),
        ('[x]({{< relref "guides/_index.md#top" >}} "t")', '[x](/guides/#top "t")'),
        (
            '{{< youtube id="abcdefghijk" title="Film" >}}',
            '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="Film"></iframe>',
        ),
        ('{{< tweet user="ida" id="12" >}}', "<https://twitter.com/ida/status/12>"),
        (
            '{{< img src="a" alt="A wall" caption="The wall" >}}',
            '<figure><img src="a" alt="A wall"><figcaption>The wall</figcaption></figure>',
        ),
        ('{{< legacy-img src="a.jpg" alt="A [w]" >}}', "![A \\[w\\]](a.jpg)"),
        ('{{< button href="https://a.example/" text="Read" >}}', "[Read](https://a.example/)"),
        ("{{</* note */>}}", "{{< note >}}"),
        # Liquid, Nunjucks
        ('{% image "a.jpg" "A wall." %}', "![A wall.](a.jpg)"),
        (
            '{% include figure.html src="a.jpg" caption="The wall" %}',
            '<figure><img src="a.jpg" alt=""><figcaption>The wall</figcaption></figure>',
        ),
        ('[x]({{ "/2016/03/" | url }})', "[x](/2016/03/)"),
        ("{{ site.baseurl }}/x", "/x"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("a{% comment %}b{% endcomment %}c", "ac"),
        ("{% if x %}a{% endif %}", "a"),
        ("{% highlight python %}x = 1{% endhighlight %}", "```python\nx = 1\n```"),
        ("[x]({% post_url 2015-01-02-wall %})", "[x](/2015/01/02/wall/)"),
        ("{{ page.title }}", "The wall"),
        ("## Wall {#wall}\n{: .big}", "## Wall"),
        # Zola
        (
            '{{ youtube(id="abcdefghijk") }}',
            '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
        ),
        ('{% quote(author="Ida") %}It rises{% end %}', "> It rises\n>\n> — Ida"),
        # Nuxt, Docusaurus
        ('::alert{type="info"}\na\n::', "a"),
        (":::note[T]\na\n:::", "**T**\n\n\na"),
        # Code is left alone.
        ("`{{ x }}` and `{% raw %}{{ y }}{% endraw %}`", "`{{ x }}` and `{{ y }}`"),
        ("```\n{{< note >}}\n```", "```\n{{< note >}}\n```"),
    ],
)
def test_what_is_said_stands_where_it_stood(written: str, read: str) -> None:
    assert resolved(written) == (read, [])


@pytest.mark.parametrize(
    ("written", "read", "named"),
    [
        ("a {{< toolbar >}} b", "a  b", ["shortcode toolbar"]),
        ("{% for a in b %}{{ a }}{% endfor %}c", "c", ["template for a in b {{ a }}"]),
        ("a{{ post.author | name }}", "a", ["template post.author | name"]),
    ],
)
def test_what_says_nothing_is_left_out_and_named(written: str, read: str, named: list[str]) -> None:
    assert resolved(written) == (read, named)


def test_components_of_mdx() -> None:
    text = 'import Chart from "./chart"\n\n<Note title="T">It <b>rises</b>.</Note>\n\n<Chart data={x} />\n'
    read, dropped = resolved(text, components=True)
    assert read == "**T**\n\nIt <b>rises</b>."
    assert dropped == ['import Chart from "./chart"', "shortcode Chart x"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            '[caption id="a"]<img src="y.jpg"> Words[/caption]',
            '<figure><img src="y.jpg"><figcaption>Words</figcaption></figure>',
        ),
        (
            "[embed]https://youtu.be/abcdefghijk[/embed]",
            '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
        ),
        ("he said [sic] so", "he said [sic] so"),
        ("[row][text]hi[/text][/row]", "hi"),
        ("[a link](https://a.example)", "[a link](https://a.example)"),
    ],
)
def test_wordpress(written: str, read: str) -> None:
    assert resolved(written, form=Form.HTML, wordpress=True)[0] == read
