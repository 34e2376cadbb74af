import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Everything is a file of its own with a hash in its name: nothing inline, so that the strict policy of docs/api-shapes.md holds. maplibre-gl is
 * the build that its authors made for such a policy: its worker is a file too (src/map/engine.ts).
 */
export default defineConfig({
  root: here('.'),
  base: '/',
  resolve: { alias: [{ find: /^maplibre-gl$/, replacement: here('../node_modules/maplibre-gl/dist/maplibre-gl-csp.js') }] },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
