import { setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url';

// The policy allows no worker made of text: maplibre-gl's own file for such policies is its worker.
setWorkerUrl(workerUrl);

export { hasWebGl, LiveMap } from '../../../src/map/live_map';
