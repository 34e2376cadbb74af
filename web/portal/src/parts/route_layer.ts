import { html, nothing, type TemplateResult } from 'lit-html';
import { Refused } from '../api/client';
import { profiles, type Point, type Profile, type TouristRoutes } from '../api/types';
import type { App } from '../core/app';
import { section } from './marks';
import { profileName, routeTable } from './route_table';
import { sentence } from './states';

const key = 'map:tourism';

interface Layer {
  profile: Profile | '';
  routes?: TouristRoutes;
  problem?: Refused['problem'];
}

const now = (app: App): Layer => app.get<Layer>(key, { profile: '' });

/** The lines that the map draws: those of the chosen profile. */
export const routeLines = (app: App): Point[][] => now(app).routes?.items.map(({ line }) => line) ?? [];

async function choose(app: App, profile: Profile | ''): Promise<void> {
  app.put(key, { profile });
  if (!profile) return;
  try {
    const routes = await app.client.get<TouristRoutes>('/routes', { profile });
    if (now(app).profile === profile) app.put(key, { profile, routes });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (now(app).profile === profile) app.put(key, { profile, problem: error.problem });
  }
}

/** Whose popular routes the map shows, if any. */
export const routeChoice = (app: App): TemplateResult => html`<fieldset class="steps" id="map-routes"><legend>${app.t.tourism.show}</legend>
  ${(['', ...profiles] as const).map(
    (profile) => html`<label class=${now(app).profile === profile ? 'chosen' : ''}><input type="radio" name="tourism" .checked=${now(app).profile === profile}
      @change=${() => void choose(app, profile)}><span>${profile ? profileName(app, profile) : app.t.tourism.none}</span></label>`,
  )}</fieldset>`;

export const routeLegend = (app: App): TemplateResult | typeof nothing =>
  routeLines(app).length > 0 ? html`<li><svg class="legend-dot" viewBox="0 0 16 16" aria-hidden="true"><path class="tourist-line" d="M0 11 16 5" /></svg><span>${app.t.tourism.legend}</span></li>` : nothing;

const refused = (app: App, problem: Refused['problem'], profile: Profile): TemplateResult => html`<p role="alert">${sentence(app, problem)}
  <button type="button" class="plain" @click=${() => void choose(app, profile)}>${app.t.states.again}</button></p>`;

/** The same as the layer, as a table. */
export function routeLayerTable(app: App): TemplateResult | typeof nothing {
  const { profile, routes, problem } = now(app);
  if (!profile) return nothing;
  return section('tourism', `${app.t.tourism.show}: ${profileName(app, profile)}`, routes ? routeTable(app, routes) : problem ? refused(app, problem, profile) : html`<p role="status">${app.t.states.loading}</p>`);
}
