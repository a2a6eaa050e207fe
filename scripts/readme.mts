// The readme and its like as they are packed. Whoever reads them there has no files beside them: a picture or a link must
// be an address. Knows nothing of where the texts lie.

const toFile = String.raw`\((?!#|[a-z][a-z+.-]*:)[^)]+\)`;
const picture = new RegExp(String.raw`!\[[^\]]*\]${toFile}`, 'gi');
const link = new RegExp(String.raw`\[([^\]]*)\]${toFile}`, 'gi');

/** What decides about links: package.json's fields. */
interface Manifest {
  readonly repository?: string | { readonly url: string } | undefined;
  readonly vsce?: { readonly baseContentUrl?: string; readonly baseImagesUrl?: string };
}

/** The text for vsce, which makes links to files absolute where it can tell their address from the manifest. */
export function published(markdown: string, { repository = '', vsce = {} }: Manifest): string {
  const address = typeof repository === 'string' ? repository : repository.url;
  const told = /\bgit(hub|lab)(\.com\/|:)/.test(address) || (vsce.baseContentUrl && vsce.baseImagesUrl);
  return told ? markdown : withoutFiles(markdown);
}

/**
 * @param markdown with blank lines between its blocks
 * @returns the same without pictures and links that are files: the picture is left out, the link becomes its words. What
 *   holds nothing but these is left out whole, and then a heading under which nothing is left
 */
export function withoutFiles(markdown: string): string {
  const blocks = blocksOf(markdown).flatMap((block) => {
    if (block.startsWith('```')) return block;
    const onlyFiles = !/[\p{L}\p{N}]/u.test(block.replace(picture, '').replace(link, ''));
    return onlyFiles ? [] : block.replace(picture, '').replace(link, '$1').trim();
  });
  const kept = blocks.reduceRight<string[]>((after, block) => {
    const level = headingLevel(block);
    const next = after[0] === undefined ? 1 : headingLevel(after[0]);
    return level && next && next <= level ? after : [block, ...after];
  }, []);
  return `${kept.join('\n\n')}\n`;
}

function blocksOf(markdown: string): string[] {
  // Every second part is code.
  const parts = markdown.split(/^(```[^]*?^```)$/m);
  return parts.flatMap((part, index) => (index % 2 ? part : part.split(/\n{2,}/))).filter((block) => block.trim());
}

/** 1 to 6; undefined for what is no heading. */
function headingLevel(block: string): number | undefined {
  return /^(#{1,6}) /.exec(block)?.[1]!.length;
}
