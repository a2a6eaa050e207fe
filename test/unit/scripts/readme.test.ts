// What is packed as the readme has nothing in it that is dead.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { published, withoutFiles } from '../../../scripts/readme.mts';

describe('a text without files', () => {
  test('has the words of a link to a file, and all other links', () => {
    const text =
      'See [the notes](docs/notes.md), [below](#below), [the site](https://example.org) and [me](mailto:a@b.c).\n';
    assert.equal(withoutFiles(text), text.replace('[the notes](docs/notes.md)', 'the notes'));
  });

  test('has pictures from an address only', () => {
    assert.equal(
      withoutFiles('# A\n\n![Panel](media/panel.png)\n\n![Badge](https://example.org/b.png)\n'),
      '# A\n\n![Badge](https://example.org/b.png)\n',
    );
  });

  test('has nothing of a paragraph of mere links, and no heading above nothing', () => {
    assert.equal(
      withoutFiles('# A\n\nText.\n\n## B\n\n### C\n\n[x](x.md) · [y](y.md)\n\n## D\n\nMore.\n\n## E\n\n![e](e.png)\n'),
      '# A\n\nText.\n\n## D\n\nMore.\n',
    );
  });

  test('keeps code as it is', () => {
    const text = '# A\n\n```\n# no heading\n\n\n[no](link.md)\n```\n';
    assert.equal(withoutFiles(text), text);
  });
});

describe('a published text', () => {
  const text = '# A\n\n[B](b.md) says it.\n';
  const bare = '# A\n\nB says it.\n';

  test('keeps its links where their address follows from the repository', () => {
    assert.equal(published(text, { repository: { url: 'https://github.com/someone/backprop.git' } }), text);
    assert.equal(published(text, { repository: 'https://gitlab.com/someone/backprop' }), text);
  });

  test('keeps its links where vsce is told their address', () => {
    const vsce = { baseContentUrl: 'https://example.org/blob', baseImagesUrl: 'https://example.org/raw' };
    assert.equal(published(text, { repository: 'https://example.org/backprop', vsce }), text);
  });

  test('is without them where nobody can know it', () => {
    assert.equal(published(text, {}), bare);
    assert.equal(published(text, { repository: 'https://example.org/backprop' }), bare);
  });
});
