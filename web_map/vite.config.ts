import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { budget } from './scripts/budget.ts';
import { early } from './scripts/early.ts';

/** Bytes, gzipped, of everything but the engines that draw the map, draw on it, and draw charts. */
const INTERFACE_LIMIT = 120_000;

/** Where `npm run dev` finds the platform's server. */
const server = process.env.API_URL ?? 'http://127.0.0.1:8000';
const proxied = ['/auth', '/catalogue', '/commands', '/live', '/ogc', '/search', '/state', '/health'];

/** Server-rendered pages name the embedded map's files, so these keep their names from build to build. */
const stable = (name: string) => name === 'embed' || name === 'embed.css';

export default defineConfig({
  plugins: [svelte(), svelteTesting(), budget(INTERFACE_LIMIT), early(['maplibre', 'city-map', 'pick'])],
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      input: { main: 'index.html', embed: 'src/embed.ts' },
      output: {
        entryFileNames: (chunk) => (stable(chunk.name) ? 'embed.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: (asset) => (asset.names.some(stable) ? 'embed.css' : 'assets/[name]-[hash][extname]'),
        codeSplitting: {
          groups: [
            { name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)[\\/]/ },
            { name: 'terra-draw', test: /node_modules[\\/]terra-draw/ },
            { name: 'uplot', test: /node_modules[\\/]uplot/ },
            { name: 'svelte', test: /node_modules[\\/](svelte|esm-env|clsx)[\\/]/ },
            // What the embedded map needs too, then all that the first look takes: few files weigh less than many.
            // `interface` opens the whole map, so nothing that the embedded map needs may be in it.
            {
              name: 'common',
              test: /preload-helper|src[\\/](api[\\/]features|map[\\/](styles|box|city-layer)|state[\\/]url|text[\\/]\w+)\b/,
            },
            { name: 'interface', test: /src[\\/]main\.ts$/ },
            { name: 'commands', test: /src[\\/]commands[\\/]/ },
            { name: 'history', test: /src[\\/](history|edit[\\/](trouble|DeleteDialog))/ },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, server])) },
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
  },
});
