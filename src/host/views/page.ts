// The webview's HTML, a pure function of what it is given. Knows nothing of VS Code; nothing in it is inline but the
// translations, which are data.

export interface PageParts {
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Where the webview may load styles, images and fonts from. */
  readonly cspSource: string;
  /** Fresh random text for each page. */
  readonly nonce: string;
  /** BCP 47, as VS Code names its display language. */
  readonly language: string;
  readonly title: string;
  /** The l10n bundle for the language: English text → translated text. */
  readonly translations: Readonly<Record<string, unknown>>;
}

export function page(parts: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${parts.nonce}'`,
    `style-src ${parts.cspSource}`,
    `img-src ${parts.cspSource} data:`,
    `font-src ${parts.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(parts.title)}</title>
<link rel="stylesheet" href="${escape(parts.styleUri)}">
</head>
<body>
<div id="app"></div>
<script type="application/json" id="translations" nonce="${parts.nonce}">${jsonInHtml(parts.translations)}</script>
<script nonce="${parts.nonce}" src="${escape(parts.scriptUri)}"></script>
</body>
</html>`;
}

/** Text inside an element or a double-quoted attribute. */
function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON that no HTML parser can end early. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
