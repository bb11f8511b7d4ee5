import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fails a build whose interface, the engines that draw the map, draw on it and draw charts aside, weighs more than `limit` bytes gzipped. */
export function budget(limit: number): Plugin {
  const isEngine = (file: string) => /(^|\/)(maplibre|terra-draw|uplot)/.test(file);
  return {
    name: 'budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const weigh = (source: string | Uint8Array) => gzipSync(source).length;
      const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css)$/.test(fileName) && !isEngine(fileName));
      const weight = files.reduce((sum, file) => sum + weigh(file.type === 'chunk' ? file.code : file.source), 0);
      if (weight > limit) this.error(`The interface weighs ${weight} bytes gzipped; ${limit} are allowed.`);
      this.info(`interface: ${(weight / 1000).toFixed(1)} kB gzipped of ${limit / 1000} kB`);
    },
  };
}
