/** An export made up for tests: so many posts, each with what posts have. */
export interface ExportSize {
  readonly posts: number;
  /** Of one post; 8 unless told. */
  readonly paragraphs?: number;
  readonly attachments?: number;
}

const siteUrl = "https://many.example";

/** The head of an export, up to its items. @param extra elements of the channel */
export function exportHead(extra = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Many</title><link>${siteUrl}</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>${siteUrl}</wp:base_site_url><wp:base_blog_url>${siteUrl}</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ann</wp:author_login><wp:author_email>ann@many.example</wp:author_email><wp:author_display_name><![CDATA[Ann]]></wp:author_display_name></wp:author>
${extra}`;
}

export const exportFoot = "</channel></rss>\n";

/** Elements of an item; what is left out has an ordinary value. */
export interface ItemParts {
  readonly id: number | string;
  readonly type?: string;
  readonly title?: string;
  readonly slug?: string;
  readonly link?: string;
  readonly content?: string;
  readonly status?: string;
  readonly parent?: number | string;
  readonly password?: string;
  readonly date?: string;
  readonly dateGmt?: string;
  /** Further elements, as XML. */
  readonly extra?: string;
}

export function exportItem(parts: ItemParts): string {
  const slug = parts.slug ?? `entry-${parts.id}`;
  const type = parts.type ?? "post";
  return `<item><title>${cdata(parts.title ?? `Entry ${parts.id}`)}</title>
<link>${escaped(parts.link ?? `${siteUrl}/2020/01/02/${slug}/`)}</link><dc:creator>${cdata("ann")}</dc:creator>
<guid isPermaLink="false">${siteUrl}/?p=${parts.id}</guid>
<content:encoded>${cdata(parts.content ?? "")}</content:encoded><excerpt:encoded>${cdata("")}</excerpt:encoded>
<wp:post_id>${parts.id}</wp:post_id><wp:post_date>${parts.date ?? "2020-01-02 03:04:05"}</wp:post_date>
<wp:post_date_gmt>${parts.dateGmt ?? "2020-01-02 02:04:05"}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>${cdata(slug)}</wp:post_name><wp:status>${parts.status ?? "publish"}</wp:status>
<wp:post_parent>${parts.parent ?? 0}</wp:post_parent><wp:menu_order>0</wp:menu_order><wp:post_type>${type}</wp:post_type>
<wp:post_password>${cdata(parts.password ?? "")}</wp:post_password><wp:is_sticky>0</wp:is_sticky>${parts.extra ?? ""}</item>
`;
}

export function exportAttachment(id: number, url: string, extra = ""): string {
  return exportItem({
    id,
    type: "attachment",
    status: "inherit",
    link: `${siteUrl}/?attachment_id=${id}`,
    extra: `<wp:attachment_url>${escaped(url)}</wp:attachment_url>${extra}`,
  });
}

export function exportComment(id: number, content: string, parent = 0): string {
  return `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author>${cdata("Bea")}</wp:comment_author>
<wp:comment_author_email>bea@many.example</wp:comment_author_email><wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>
<wp:comment_date>2020-02-02 03:04:05</wp:comment_date><wp:comment_date_gmt>2020-02-02 02:04:05</wp:comment_date_gmt>
<wp:comment_content>${cdata(content)}</wp:comment_content><wp:comment_approved>1</wp:comment_approved>
<wp:comment_type>comment</wp:comment_type><wp:comment_parent>${parent}</wp:comment_parent></wp:comment>`;
}

/** As WordPress writes it: an end within is split over two sections. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** The bytes of an export, made while they are read, so that its size is nobody's memory. */
export async function* generatedExport({
  posts,
  paragraphs = 8,
  attachments = 0,
}: ExportSize): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(exportHead());
  let piece = "";
  for (let id = 1; id <= posts; id += 1) {
    piece += postOf(id, paragraphs, attachments);
    if (piece.length < 60_000) continue;
    yield encoder.encode(piece);
    piece = "";
  }
  for (let index = 1; index <= attachments; index += 1) {
    piece += exportAttachment(posts + index, `${siteUrl}/wp-content/uploads/2020/picture-${index}.jpg`);
  }
  yield encoder.encode(piece + exportFoot);
}

function postOf(id: number, paragraphs: number, attachments: number): string {
  const picture =
    attachments === 0
      ? ""
      : `<img class="alignleft size-medium" src="${siteUrl}/wp-content/uploads/2020/picture-${(id % attachments) + 1}-300x200.jpg" alt="A picture" width="300" height="200" />`;
  const text = Array.from({ length: paragraphs }, (_, index) => paragraphOf(id, index, picture)).join("\n\n");
  const terms = `<category domain="category" nicename="topic-${id % 20}">${cdata(`Topic ${id % 20}`)}</category>`;
  const comments = id % 3 === 0 ? exportComment(id, `Agreed, see <a href="${siteUrl}/?p=${id}">this</a>.`) : "";
  return exportItem({ id, content: text, extra: `${terms}${comments}` });
}

function paragraphOf(id: number, index: number, picture: string): string {
  const words = `Some <strong>bold</strong> and <em>slanted</em> words with a <a href="${siteUrl}/2020/01/02/entry-${Math.max(1, id - index)}/">link</a>, ${index} of ${id}.`;
  if (id % 2 === 0) return `<!-- wp:paragraph -->\n<p>${words} ${words}</p>\n<!-- /wp:paragraph -->`;
  if (index === 1) return `${picture} ${words}`;
  return index === 3 ? `<ul>\n<li>${words}</li>\n<li>two</li>\n</ul>` : `${words}\n${words}`;
}
