import { expect, test } from "vitest";
import { faultOfSvg } from "#control-plane/media/inspect-svg.ts";

const svg = (inner: string, attributes = "") =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inner}</svg>`;

test.each([
  svg('<path d="M0 0h8v8z" fill="url(#g)"/><use href="#a"/><use xlink:href="#b"/>'),
  svg("<style>.a { fill: red; background: url('#g') }</style><title>A &lt;script&gt; in words</title>"),
  svg('<image href="data:image/png;base64,iVBORw0KGgo="/>'),
])("an image that only shows itself is taken: %#", (text) => {
  expect(faultOfSvg(text)).toBeNull();
});

test.each([
  svg("<script>alert(1)</script>"),
  svg("<SCRIPT>alert(1)</SCRIPT>"),
  svg("<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>"),
  svg("", 'onload="alert(1)"'),
  svg("", 'ONLOAD="alert(1)"'),
  svg("<a href='javascript:alert(1)'>x</a>"),
  svg("<a href='https://evil.example'>x</a>"),
  svg("<foreignObject><body/></foreignObject>"),
  svg("<image href='https://evil.example/a.png'/>"),
  svg("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>"),
  svg("<use xlink:href='other.svg#a'/>"),
  svg("<style>@import 'https://evil.example/a.css'</style>"),
  svg("<style>.a { background: url(https://evil.example/a) }</style>"),
  svg("<style>.a { background: u\\72l(https://evil.example/a) }</style>"),
  svg("<rect style='background: url(//evil.example/a)'/>"),
  svg("<animate attributeName='href' to='javascript:alert(1)'/>"),
  '<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>',
  '<?xml-stylesheet href="a.css"?><svg/>',
  "<svg><unclosed></svg>",
  "<html><svg/></html>",
  "",
  "GIF89a",
])("an image that does more is not taken: %#", (text) => {
  expect(faultOfSvg(text)).not.toBeNull();
});
