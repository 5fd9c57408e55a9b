// A request as a line for the shell.

/**
 * Returns a curl command that runs in any POSIX shell.
 *
 * @param {{method: string, url: string, headers: [string, string][], body: string|null}} request
 */
export function curlOf({ method, url, headers, body }) {
  const words = ["curl", "-s", "-i"];
  if (/[[\]{}]/.test(url)) words.push("-g");
  if (method === "HEAD") words.push("-I");
  else if (method !== (body === null ? "GET" : "POST")) words.push("-X", quoted(method));
  const lines = [[...words, quoted(url)].join(" ")];
  for (const [name, value] of headers) {
    if (!LEFT_OUT.has(name.toLowerCase())) lines.push(`-H ${quoted(value === "" ? `${name};` : `${name}: ${value}`)}`);
  }
  if (body !== null) lines.push(`--data-binary ${quoted(body)}`);
  return lines.join(" \\\n  ");
}

/** curl writes these itself, and writes them right. */
const LEFT_OUT = new Set([
  "host", "content-length", "connection", "accept-encoding", "transfer-encoding", "user-agent",
  "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user", "sec-ch-ua", "sec-ch-ua-mobile",
  "sec-ch-ua-platform", "upgrade-insecure-requests", "priority",
]);

function quoted(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
