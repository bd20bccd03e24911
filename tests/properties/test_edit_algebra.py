"""What holds for edits of any message."""

from __future__ import annotations

from edit_samples import edit
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from retour.messages.edits import apply_edits
from retour.model import Edit
from retour.text.paths import printed_path

NAMES = ["Client", "Bsn", "Naam", "Product"]
TEXTS = st.text("abc<&>'\"é 1", max_size=6)


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """A message of any shape: nested elements, texts at the leaves, one or several lines."""
    newline = draw(st.sampled_from(["", "\n", "\r\n"]))

    def element(depth: int) -> str:
        name = draw(st.sampled_from(NAMES))
        children = draw(st.integers(0, 3)) if depth < 3 else 0
        if not children:
            return f"<m:{name}>{draw(st.sampled_from(['', 'x', '1 &amp; 2']))}</m:{name}>"
        indent = newline + "  " * (depth + 1) if newline else ""
        inner = "".join(indent + element(depth + 1) for _ in range(children))
        return f"<m:{name}>{inner}{newline + '  ' * depth if newline else ''}</m:{name}>"

    return f'<?xml version="1.0"?>{newline}<m:Bericht xmlns:m="urn:m">{element(0)}{element(0)}</m:Bericht>'.encode()


def root_of(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def paths(data: bytes, *, leaves: bool = False) -> list[str]:
    elements = list(root_of(data).iter(etree.Element))[1:]
    return [printed_path(element) for element in elements if not (leaves and len(element))]


def apply(data: bytes, *edits: Edit) -> bytes:
    return apply_edits(data, edits, "any.xml", lambda parent, name: None)


@given(messages(), st.data(), TEXTS)
@settings(max_examples=60, deadline=None)
def test_set_is_read_back_and_moves_nothing(data: bytes, draw: st.DataObject, text: str) -> None:
    path = draw.draw(st.sampled_from(paths(data, leaves=True)))

    after = apply(data, edit(set=path, to=text))

    assert paths(after) == paths(data)
    assert root_of(after).getroottree().xpath(_as_xpath(path))[0].text == (text or None)


@given(messages(), st.data(), TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_last_set_counts(data: bytes, draw: st.DataObject, first: str, second: str) -> None:
    path = draw.draw(st.sampled_from(paths(data, leaves=True)))
    last = edit(set=path, to=second)
    assert apply(data, edit(set=path, to=first), last) == apply(data, last)


@given(messages(), st.data(), TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_sets_of_different_nodes_commute(data: bytes, draw: st.DataObject, one: str, other: str) -> None:
    leaves = paths(data, leaves=True)
    here, there = draw.draw(st.sampled_from(leaves)), draw.draw(st.sampled_from(leaves))
    if here == there:
        return
    edits = edit(set=here, to=one), edit(set=there, to=other)
    assert apply(data, *edits) == apply(data, *reversed(edits))


@given(messages(), st.data())
@settings(max_examples=60, deadline=None)
def test_remove_takes_the_node_and_all_below_it(data: bytes, draw: st.DataObject) -> None:
    path = draw.draw(st.sampled_from(paths(data)))
    (gone,) = root_of(data).getroottree().xpath(_as_xpath(path))
    assert len(paths(apply(data, edit(remove=path)))) == len(paths(data)) - len(
        list(gone.iter(etree.Element))
    )


@given(messages(), st.data(), st.integers(2, 4))
@settings(max_examples=60, deadline=None)
def test_repeat_then_remove_the_copies_gives_the_message_back(
    data: bytes, draw: st.DataObject, times: int
) -> None:
    path = draw.draw(st.sampled_from(paths(data)))
    (node,) = root_of(data).getroottree().xpath(_as_xpath(path))
    name = etree.QName(node).localname
    position = 1 + sum(1 for twin in node.itersiblings(node.tag, preceding=True))
    parent = printed_path(node.getparent())
    copies = [edit(remove=f"{parent}/{name}[{position + 1}]") for _ in range(times - 1)]
    assert apply(data, edit(repeat=path, times=times), *copies) == data


@given(messages(), st.data())
@settings(max_examples=40, deadline=None)
def test_the_same_edits_give_the_same_bytes(data: bytes, draw: st.DataObject) -> None:
    path = draw.draw(st.sampled_from(paths(data)))
    edits = (
        edit(repeat=path, times=2),
        edit(attribute=path + "[1]" * (not path.endswith("]")), name="a", to="b"),
    )
    assert apply(data, *edits) == apply(data, *edits)


def _as_xpath(path: str) -> str:
    steps = []
    for step in path.strip("/").split("/"):
        name, bracket, position = step.partition("[")
        steps.append(f"*[local-name()='{name}']{bracket}{position}")
    return "/" + "/".join(steps)
