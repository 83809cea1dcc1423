export interface WxrPost {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}
export interface WxrAttachment {
  readonly id: number;
  readonly url: string;
}

/** A small export of WordPress, as its exporter writes one. */
export function wxrFile(posts: readonly WxrPost[], attachments: readonly WxrAttachment[] = []): string {
  return [wxrHead, ...posts.map(wxrPost), ...attachments.map(wxrAttachment), wxrTail].join("\n");
}

/** Posts with a few paragraphs each, the same ones every time. */
export function numberedPosts(count: number): WxrPost[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    title: `Post ${index + 1}`,
    body: `<!-- wp:paragraph --><p>Number ${index + 1} of them, <a href="https://old.example/post-${index}/">after</a> another.</p><!-- /wp:paragraph -->`,
  }));
}

const wxrHead = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Old place</title><link>https://old.example</link><description></description><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[ada]]></wp:author_login><wp:author_email><![CDATA[ada@old.example]]></wp:author_email><wp:author_display_name><![CDATA[Ada]]></wp:author_display_name></wp:author>`;
const wxrTail = "</channel>\n</rss>\n";

function wxrPost({ id, title, body }: WxrPost): string {
  return item(
    id,
    title,
    "post",
    `https://old.example/post-${id}/`,
    `<content:encoded><![CDATA[${body}]]></content:encoded>`,
  );
}

function wxrAttachment({ id, url }: WxrAttachment): string {
  const more = `<content:encoded><![CDATA[]]></content:encoded><wp:attachment_url><![CDATA[${url}]]></wp:attachment_url>`;
  return item(id, `picture-${id}`, "attachment", `https://old.example/picture-${id}/`, more);
}

function item(id: number, title: string, type: "post" | "attachment", link: string, more: string): string {
  return `<item>
<title><![CDATA[${title}]]></title><link>${link}</link><pubDate>Mon, 01 Jun 2020 10:00:00 +0000</pubDate>
<dc:creator><![CDATA[ada]]></dc:creator><guid isPermaLink="false">https://old.example/?p=${id}</guid><description></description>
${more}<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>${id}</wp:post_id><wp:post_date><![CDATA[2020-06-01 10:00:00]]></wp:post_date><wp:post_date_gmt><![CDATA[2020-06-01 10:00:00]]></wp:post_date_gmt>
<wp:comment_status><![CDATA[closed]]></wp:comment_status><wp:ping_status><![CDATA[closed]]></wp:ping_status>
<wp:post_name><![CDATA[${type === "post" ? "post" : "picture"}-${id}]]></wp:post_name><wp:status><![CDATA[${type === "post" ? "publish" : "inherit"}]]></wp:status>
<wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order><wp:post_type><![CDATA[${type}]]></wp:post_type><wp:post_password><![CDATA[]]></wp:post_password><wp:is_sticky>0</wp:is_sticky>
</item>`;
}
