import { measure } from "./measure.ts";

function escapeHtml(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 60) out += "&lt;";
    else if (c === 62) out += "&gt;";
    else if (c === 38) out += "&amp;";
    else out += text[i];
  }
  return out;
}

measure(() => {
  let length = 0, hash = 0;
  for (let round = 0; round < 300; round++) {
    let page = "<ul>";
    for (let i = 0; i < 500; i++) page += `<li id="${i}">${round} & ${i * round}</li>`;
    page += "</ul>";
    const escaped = escapeHtml(page);
    const parts = escaped.split("&lt;").map((part) => part.trim().toUpperCase());
    const joined = parts.join("<").replaceAll("&GT;", ">");
    length += joined.length;
    for (let i = 0; i < joined.length; i += 7) hash = (hash * 31 + joined.charCodeAt(i)) | 0;
  }
  return `${length}/${hash}`;
});
