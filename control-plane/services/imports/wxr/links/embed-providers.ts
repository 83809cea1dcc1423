import { webUrl } from "../site/paths.ts";

const providers: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com)$/, "YouTube"],
  [/(?:^|\.)vimeo\.com$/, "Vimeo"],
  [/(?:^|\.)(?:twitter\.com|x\.com)$/, "Twitter"],
  [/(?:^|\.)facebook\.com$/, "Facebook"],
  [/(?:^|\.)instagram\.com$/, "Instagram"],
  [/(?:^|\.)soundcloud\.com$/, "SoundCloud"],
  [/(?:^|\.)spotify\.com$/, "Spotify"],
  [/(?:^|\.)tiktok\.com$/, "TikTok"],
  [/(?:^|\.)ted\.com$/, "TED"],
  [/(?:^|\.)(?:dailymotion\.com|dai\.ly)$/, "Dailymotion"],
  [/(?:^|\.)wordpress\.tv$/, "WordPress.tv"],
  [/(?:^|\.)videopress\.com$/, "VideoPress"],
  [/(?:^|\.)(?:flickr\.com|flic\.kr)$/, "Flickr"],
  [/(?:^|\.)slideshare\.net$/, "SlideShare"],
  [/(?:^|\.)scribd\.com$/, "Scribd"],
  [/(?:^|\.)reddit\.com$/, "Reddit"],
  [/(?:^|\.)tumblr\.com$/, "Tumblr"],
  [/(?:^|\.)kickstarter\.com$/, "Kickstarter"],
  [/(?:^|\.)mixcloud\.com$/, "Mixcloud"],
  [/(?:^|\.)issuu\.com$/, "Issuu"],
  [/(?:^|\.)imgur\.com$/, "Imgur"],
  [/(?:^|\.)pinterest\.[a-z.]{2,6}$/, "Pinterest"],
  [/(?:^|\.)bsky\.app$/, "Bluesky"],
  [/(?:^|\.)codepen\.io$/, "CodePen"],
  [/^gist\.github\.com$/, "GitHub Gist"],
  [/(?:^|\.)bandcamp\.com$/, "Bandcamp"],
  [/(?:^|\.)speakerdeck\.com$/, "Speaker Deck"],
  [/(?:^|\.)wolframcloud\.com$/, "Wolfram"],
  [/(?:^|\.)(?:smugmug\.com|smugmug\.net)$/, "SmugMug"],
  [/(?:^|\.)crowdsignal\.com$|(?:^|\.)polldaddy\.com$/, "Crowdsignal"],
  [/(?:^|\.)animoto\.com$/, "Animoto"],
  [/(?:^|\.)cloudup\.com$/, "Cloudup"],
  [/(?:^|\.)openstreetmap\.org$/, "OpenStreetMap"],
];

/** The name of the website that an address embeds something of; empty when it is not known as one. */
export function providerOf(url: URL): string {
  if (/^(?:www\.)?google\.[a-z.]{2,6}$/.test(url.host) && url.pathname.startsWith("/maps")) return "Google Maps";
  return providers.find(([pattern]) => pattern.test(url.host))?.[1] ?? "";
}

/** Of an embedded player's address, that of the page that people go to. */
export function pageOfPlayer(address: string, base: string): URL | null {
  const url = webUrl(address, base);
  if (url === null) return null;
  const youtube = /^\/(?:embed|v)\/([\w-]{6,20})/.exec(url.pathname);
  if (youtube !== null && providerOf(url) === "YouTube")
    return new URL(`https://www.youtube.com/watch?v=${youtube[1]}`);
  const vimeo = /^\/video\/(\d{1,15})/.exec(url.pathname);
  if (vimeo !== null && url.host === "player.vimeo.com") return new URL(`https://vimeo.com/${vimeo[1]}`);
  const dailymotion = /^\/embed\/video\/(\w{1,20})/.exec(url.pathname);
  if (dailymotion !== null) return new URL(`https://www.dailymotion.com/video/${dailymotion[1]}`);
  return url;
}
