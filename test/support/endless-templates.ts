const nested = "{% assign a = 'x' | split: ',' %}{% for i in (1..90) %}{% assign a = a | push: a %}{% endfor %}";

const doubledList = "{% for i in (1..14) %}{% assign a = a | concat: a %}{% endfor %}";

/** Assigns `x`: a text doubled so many times. */
function twice(text: string, times: number): string {
  return `{% assign x = "${text}" %}{% for i in (1..${times}) %}{% assign x = x | append: x %}{% endfor %}`;
}

/** Templates that would never end, or take all memory; `self` is a snippet with the same text. */
export const endlessTemplates: Readonly<Record<string, string>> = {
  "nested loops": "{% for i in (1..100000) %}{% for j in (1..100000) %}x{% endfor %}{% endfor %}",
  "empty loops": "{% for i in (1..2500000) %}{% endfor %}",
  "a range too long": "{% for i in (1..9000000000) %}{% endfor %}",
  recursion: "{% render 'self' %}",
  "recursion in loops": "{% for i in (1..9) %}{% render 'self' %}{% endfor %}",
  "text that doubles": "{% assign x = 'xx' %}{% for i in (1..60) %}{% assign x = x | append: x %}{% endfor %}{{ x }}",
  "text captured twice":
    "{% capture x %}xxxxxxxxxx{% endcapture %}{% for i in (1..60) %}{% capture x %}{{ x }}{{ x }}{% endcapture %}{% endfor %}",
  "lists within lists joined": `${nested}{{ a | join: '' }}`,
  "lists within lists put out": `${nested}{{ a }}`,
  "lists within lists compared": `${nested}{% if a == a %}{% endif %}`,
  "lists within lists as cases": `${nested}{% case a %}{% when a %}{% endcase %}`,
  "much text put out often": "{% for i in (1..90000) %}{{ page.content }}{% endfor %}",
  "much text searched often": "{% for i in (1..90000) %}{{ page.content | replace: 'x', 'y' | size }}{% endfor %}",
  "long lists copied often":
    "{% assign a = page.content | split: '' %}{% for i in (1..50000) %}{% for x in a reversed limit: 1 %}{% endfor %}{% endfor %}",
  "a section's share spent at once": `${twice("aaaaaaaa", 14)}{% assign p = x | slice: 0, 60000 | append: "b" %}{{ x | split: p | size }}`,
  "long texts looked for in long texts": `${twice("aaaaaaaa", 14)}{% assign p = x | slice: 0, 60000 %}{% assign p = p | append: "b" | append: p %}{% if x contains p %}{% endif %}`,
  "a long text a thousand times, sorted": `${twice("aaaaaaaa", 14)}{% assign a = "q" | split: "," | push: x %}${doubledList}{{ a | sort_natural | size }}`,
  "a long number a thousand times, added": `${twice("11111111", 14)}{% assign a = "q" | split: "," | push: x %}${doubledList}{{ a | sum }}`,
  "groups that share a long list, sorted by it": `{% assign a = page.content | split: "" | group_by: "none" %}${doubledList}{{ a | sort: "items" | size }}`,
  "groups that share a long list, compared to another": `{% assign b = page.content | split: "" %}{% assign a = page.content | split: "" | group_by: "none" %}${doubledList}{{ a | where: "items", b | size }}`,
  "HTML encoded often": "{% for i in (1..90000) %}{% assign n = page.content | url_encode %}{% endfor %}",
  "a condition without end": `{% for i in (1..90000) %}{% if ${"a or ".repeat(20_000)}a %}{% endif %}{% endfor %}`,
  "a condition of many branches": `{% for i in (1..90000) %}{% if a %}${"{% elsif a %}".repeat(4_000)}{% endif %}{% endfor %}`,
  "a condition turned round, of many branches": `{% for i in (1..90000) %}{% unless true %}${"{% elsif a %}".repeat(4_000)}{% endunless %}{% endfor %}`,
  "a case of long values": `{% for i in (1..90000) %}{% case 1 %}{% when ${["page", ..."a".repeat(50_000)].join(".")} %}{% endcase %}{% endfor %}`,
  "a path without end": `{% for i in (1..90000) %}{{ page${".a".repeat(50_000)} }}{% endfor %}`,
  "a snippet given very much": `{% for i in (1..90000) %}{% render "self", ${Array.from({ length: 10_000 }, (_, index) => `a${index}: 1`).join(", ")} %}{% endfor %}`,
  "a cycle without end": `{% for i in (1..90000) %}{% cycle ${"a,".repeat(50_000)}a %}{% endfor %}`,
};
