import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** Lets the page fetch the lazy map chunks while its own script still loads: the first map waits for nothing in between. */
export function early(names: readonly string[]): Plugin {
  return {
    name: 'early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle, filename }) =>
        filename.endsWith('index.html') ? Object.values(bundle ?? {}).flatMap((file) => hint(file, names)) : [],
    },
  };
}

function hint(file: Rolldown.OutputChunk | Rolldown.OutputAsset, names: readonly string[]): HtmlTagDescriptor[] {
  const href = `/${file.fileName}`;
  const link = (attrs: HtmlTagDescriptor['attrs']) => [
    { tag: 'link', attrs: { ...attrs, href }, injectTo: 'head' as const },
  ];
  if (file.type === 'chunk' && names.includes(file.name)) return link({ rel: 'modulepreload', crossorigin: true });
  // A worker's script cannot be preloaded, but it can already lie in the cache.
  return /worker-[^/]+\.js$/.test(file.fileName) ? link({ rel: 'prefetch', as: 'script' }) : [];
}
