import { expect, test } from "vitest";
import { cleanSvg } from "#control-plane/media/clean-svg.ts";
import { faultOfSvg } from "#control-plane/media/inspect-svg.ts";

const svg = (inner: string, attributes = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"${attributes}>${inner}</svg>`;

test.each([
  ["<script>alert(1)</script><g/>", "<g></g>"],
  ["<SCRIPT>alert(1)</SCRIPT><x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>", ""],
  ["<g onclick='alert(1)' ONLOAD='alert(1)' id='a'/>", '<g id="a"></g>'],
  ["<a href='javascript:alert(1)'><text>x</text></a>", "<a><text>x</text></a>"],
  ["<a xlink:href='https://evil.example'>x</a>", "<a>x</a>"],
  ["<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><p>x</p></body></foreignObject>", ""],
  ["<h:meta xmlns:h='http://www.w3.org/1999/xhtml' http-equiv='refresh' content='0;url=//evil.example'/>", ""],
  ["<image href='https://evil.example/a.png' width='1'/>", '<image width="1"></image>'],
  ["<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "<image></image>"],
  ["<use xlink:href='other.svg#a'/><use xlink:href='#a'/>", '<use></use><use xlink:href="#a"></use>'],
  ["<style>@import 'https://evil.example/a.css'</style>", "<style></style>"],
  ["<style>.a { background: u\\72l(https://evil.example/a) }</style>", "<style></style>"],
  ["<style>.a > .b { fill: url('#g') }</style>", "<style>.a &gt; .b { fill: url('#g') }</style>"],
  ["<style><![CDATA[.a { fill: red }]]></style>", "<style>.a { fill: red }</style>"],
  ["<rect style='background: url(//evil.example/a)' fill='url(#g)'/>", '<rect fill="url(#g)"></rect>'],
  ["<animate attributeName='href' to='javascript:alert(1)'/><set attributeName='href'/>", ""],
  [
    "<i:note xmlns:i='urn:drawing-program' i:for='itself'/><g xmlns:i='urn:x' i:label='Layer' id='l'/>",
    '<g id="l"></g>',
  ],
  [
    "<text xml:space='preserve' id='&quot;&lt;'>1 &lt; 2 &amp; 3 &#34;</text>",
    '<text xml:space="preserve" id="&quot;&lt;">1 &lt; 2 &amp; 3 "</text>',
  ],
])("what does more than show itself stays behind: %s", (inner, left) => {
  const cleaned = cleanSvg(svg(inner));
  expect(cleaned).toBe(svg(left));
  expect(faultOfSvg(cleaned!)).toBeNull();
  expect(cleanSvg(cleaned!)).toBe(cleaned);
});

test("an image of a drawing program, with its document type and its notes, is taken", () => {
  const drawn = `<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet href="a.css"?><!-- Generator: Any -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" onload="alert(1)"><metadata>By Ada</metadata><path d="M0 0h8v8z"/></svg>`;
  const root = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" viewBox="0 0 8 8">`;
  expect(cleanSvg(drawn)).toBe(`${root}<path d="M0 0h8v8z"></path></svg>`);
});

test("words that only together bring something in are found in what is left", () => {
  const cleaned = cleanSvg(svg("<style>@imp<!-- -->ort 'https://evil.example/a.css'</style>"));
  expect(faultOfSvg(cleaned!)).not.toBeNull();
});

test.each(["<svg><unclosed></svg>", "<html><svg/></html>", "", "GIF89a", "<svg>&undefined;</svg>", "<svg/><svg/>"])(
  "what is no SVG image is none: %s",
  (text) => {
    expect(cleanSvg(text)).toBeNull();
  },
);
