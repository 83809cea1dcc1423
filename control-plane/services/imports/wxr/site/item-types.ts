/** What WordPress and its plugins keep among the posts that is no content, or is nobody else's to see. */
const internalTypes = new Set([
  "revision",
  "custom_css",
  "customize_changeset",
  "oembed_cache",
  "user_request",
  "wp_block",
  "wp_template",
  "wp_template_part",
  "wp_global_styles",
  "wp_navigation",
  "wp_font_family",
  "wp_font_face",
  "acf-field",
  "acf-field-group",
  "feedback",
  "jp_pay_order",
  "jp_pay_product",
  "wpcf7_contact_form",
  "flamingo_inbound",
  "flamingo_contact",
  "wpforms",
  "nf_sub",
  "shop_order",
  "shop_order_refund",
  "shop_coupon",
  "shop_subscription",
  "shop_webhook",
  "edd_payment",
  "scheduled-action",
  "amp_validated_url",
  "mc4wp-form",
  "elementor_library",
  "et_pb_layout",
]);

export function isInternalType(type: string, status: string): boolean {
  return internalTypes.has(type) || status === "auto-draft";
}

/** A type as documents name it; null when nothing usable is left. */
export function documentTypeOf(type: string): string | null {
  const name = type
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 32);
  return name === "" ? null : name;
}

/** A taxonomy as terms name it. */
export function taxonomyOf(domain: string): string | null {
  if (domain === "post_tag") return "tag";
  if (domain === "post_format") return "post-format";
  const name = domain
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 32);
  return name === "" ? null : name;
}
