"""What holds for the paths of any message: each leads back to its node, in whatever form it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from retour.messages import find_paths, select_nodes
from retour.text.paths import MessageNode, NodePaths

modest = settings(max_examples=60, deadline=None)

NAMES = st.sampled_from(["Client", "Bsn", "Naam", "Ünïcode", "a.b-c", "_x1"])
SPACES = st.sampled_from(["", "urn:one", "urn:two"])


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    """An element with descendants in several namespaces and attributes, comments and texts among them."""
    root = etree.Element("Bericht")
    elements = [root]
    for _ in range(draw(st.integers(0, 25))):
        parent = draw(st.sampled_from(elements))
        if draw(st.integers(0, 9)) == 0:
            parent.append(etree.Comment("between"))
        space, name = draw(SPACES), draw(NAMES)
        elements.append(etree.SubElement(parent, f"{{{space}}}{name}" if space else name))
        if draw(st.integers(0, 3)) == 0:
            space = draw(SPACES)
            elements[-1].set(f"{{{space}}}soort" if space else "soort", "x")
    return root


def nodes_of(root: etree._Element) -> list[MessageNode]:
    """The elements of a message, each followed by its attributes."""
    return [
        node
        for element in root.iter(etree.Element)
        for node in (
            MessageNode(element),
            *(MessageNode(element, etree.QName(name).localname) for name in element.attrib),
        )
    ]


@given(trees())
@modest
def test_a_printed_path_leads_to_its_node_alone(root: etree._Element) -> None:
    paths, nodes = NodePaths(root), nodes_of(root)
    printed = [paths.printed(node.element, node.attribute) for node in nodes]

    assert len(set(printed)) == len(printed)
    for node, path in zip(nodes, printed, strict=True):
        assert NodePaths(root).find(path) == node
        assert select_nodes(root, path) == [node]
        assert find_paths(root, path) == [path]


def _steps(element: etree._Element) -> list[etree._Element]:
    return [*reversed(list(element.iterancestors())), element]


def _position(element: etree._Element, like: str) -> int:
    return 1 + sum(1 for _ in element.itersiblings(like, preceding=True))


def _path_function(element: etree._Element) -> str:
    name = etree.QName(element)
    return f"Q{{{name.namespace or ''}}}{name.localname}[{_position(element, str(element.tag))}]"


def _star(element: etree._Element) -> str:
    name = etree.QName(element)
    position = _position(element, str(element.tag))
    return f"*:{name.localname}[namespace-uri()='{name.namespace or ''}'][{position}]"


def _tests(element: etree._Element) -> str:
    name = etree.QName(element)
    position = _position(element, str(element.tag))
    return f'*[local-name()="{name.localname}" and namespace-uri()="{name.namespace or ""}"][{position}]'


def _every_position(element: etree._Element) -> str:
    name = etree.QName(element).localname
    return f"{name}[{_position(element, '{*}' + name)}]"


def _prefixed(element: etree._Element) -> str:
    """As `name()` has it, counted among those that it has the same for."""
    if not element.prefix:
        return _path_function(element)
    name = etree.QName(element).localname
    twins = element.itersiblings(f"{{*}}{name}", preceding=True)
    return f"{element.prefix}:{name}[{1 + sum(1 for twin in twins if twin.prefix == element.prefix)}]"


FORMS = [_path_function, _star, _tests, _every_position, _prefixed]


@pytest.mark.parametrize("form", FORMS)
@given(root=trees())
@modest
def test_every_form_leads_to_the_same_node(
    form: Callable[[etree._Element], str], root: etree._Element
) -> None:
    # Parsed, so that prefixes are those of the text.
    root = etree.fromstring(etree.tostring(root, encoding="UTF-8"))
    paths = NodePaths(root)

    for node in nodes_of(root):
        written = "/" + "/".join(map(form, _steps(node.element)))
        if node.attribute is not None:
            written += f"/@*:{node.attribute}"
        assert paths.find(written) == node
        if node.attribute is None:
            assert paths.find(written + "/text()[1]") == node


@given(trees())
@modest
def test_every_element_is_found_where_libxml2_says_it_is(root: etree._Element) -> None:
    root = etree.fromstring(etree.tostring(root, encoding="UTF-8"))
    paths = NodePaths(root)

    for element in root.iter(etree.Element):
        assert paths.find_as_far(root.getroottree().getpath(element)) is element


@given(trees(), st.data())
@modest
def test_a_path_without_positions_selects_at_least_its_element(
    root: etree._Element, data: st.DataObject
) -> None:
    element = data.draw(st.sampled_from(list(root.iter(etree.Element))))
    path = NodePaths(root).printed(element)
    loose = "/".join(step.partition("[")[0] for step in path.split("/"))

    assert path in find_paths(root, loose)
    assert path in find_paths(root, f"//{loose.rpartition('/')[2]}")


@given(trees(), st.text("/*[]:@Q{}()='\"1 andBsClient$-", max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_text_leads_to_a_node_or_to_none(root: etree._Element, text: str) -> None:
    node = NodePaths(root).find(text)

    assert node is None or node.element in list(root.iter(etree.Element))
