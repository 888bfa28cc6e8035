import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// The bundle is committed and served by the Python package: no node is needed to use sixhills.
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/sixhills/web/dist",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8420", ws: true } } },
});
