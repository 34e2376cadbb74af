import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

const require = createRequire(import.meta.url);

/** A script's text that can stand between <script> and </script>. */
const inlineScript = (code: string) =>
  code
    .replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')
    .replace(/<\/(script)/gi, '<\\/$1')
    .replace(/<!--/g, '<\\!--');

/**
 * One file: template.html with the style sheet, maplibre-gl and our code put in. maplibre-gl stays as its authors built it
 * (a classic script that makes its worker from its own text, as a blob): bundled again, the worker's half would lose its helpers.
 */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      let style = '';
      let script = '';
      for (const [name, part] of Object.entries(bundle)) {
        if (part.type === 'chunk') script += part.code;
        else if (name.endsWith('.css')) style += part.source;
        else this.error(`${name} is not inlined`);
        delete bundle[name];
      }
      const map = readFileSync(require.resolve('maplibre-gl/dist/maplibre-gl.js'), 'utf8');
      const parts: Record<string, string> = {
        '/*STYLE*/': style,
        '/*MAPLIBRE*/': inlineScript(map),
        '/*SCRIPT*/': inlineScript(script),
      };
      let page = readFileSync('template.html', 'utf8');
      for (const [mark, text] of Object.entries(parts)) {
        if (!page.includes(mark)) this.error(`template.html lacks ${mark}`);
        page = page.replace(mark, () => text);
      }
      this.emitFile({ type: 'asset', fileName: 'report.html', source: page });
    },
  };
}

export default defineConfig({
  plugins: [oneFile()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 1_000_000,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: 'src/main.ts',
      external: ['maplibre-gl'],
      output: { format: 'iife', globals: { 'maplibre-gl': 'maplibregl' } },
    },
  },
  test: { include: ['test/**/*_test.ts', 'portal/test/**/*_test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
} as Parameters<typeof defineConfig>[0]);
