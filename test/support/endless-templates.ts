const nested = "{% assign a = 'x' | split: ',' %}{% for i in (1..90) %}{% assign a = a | push: a %}{% endfor %}";

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
};
