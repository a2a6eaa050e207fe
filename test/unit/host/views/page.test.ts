import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page, type PageParts } from '../../../../src/host/views/page.ts';

const parts: PageParts = {
  scriptUri: 'https://host.test/webview.js',
  styleUri: 'https://host.test/webview.css',
  cspSource: 'https://*.host.test',
  nonce: 'nonce-of-this-page',
  language: 'zh-cn',
  title: 'Backprop',
  translations: { Train: '训练' },
};
const policyOf = (html: string) =>
  /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!.replaceAll('&#39;', "'").replaceAll('&#34;', '"');

describe('the webview’s page', () => {
  test('allows nothing but its own script, its styles, fonts and images', () => {
    assert.deepEqual(policyOf(page(parts)).split('; '), [
      "default-src 'none'",
      "script-src 'nonce-nonce-of-this-page'",
      'style-src https://*.host.test',
      'img-src https://*.host.test data:',
      'font-src https://*.host.test',
    ]);
  });

  test('says its language', () => {
    assert.match(page(parts), /<html lang="zh-cn">/);
  });

  test('carries translations that no text in them can break out of', () => {
    const translations = { Train: '</script><script>alert(1)</script>' };
    const html = page({ ...parts, translations });
    const json = /id="translations"[^>]*>(.*?)<\/script>/s.exec(html)![1]!;
    assert.deepEqual(JSON.parse(json), translations);
    assert.equal(html.match(/<script/g)!.length, 2);
  });

  test('takes every other part as text', () => {
    const html = page({ ...parts, title: '<b>"&', language: '"><img>' });
    assert.match(html, /<title>&#60;b&#62;&#34;&#38;<\/title>/);
    assert.ok(!html.includes('<img>'));
  });
});
