import { html, type TemplateResult } from 'lit-html';
import type { Context } from './core/context';
import { budget } from './parts/budget';
import { certificate, notes, sources } from './parts/certificate';
import { coverage } from './parts/coverage';
import { figures } from './parts/figures';
import { bar, header, skipLink } from './parts/header';
import { mapSection, type MapChoice } from './parts/map_section';
import { mapTables } from './parts/map_tables';
import { orders } from './parts/orders';
import { patterns } from './parts/patterns';

/** The whole page, as a function of the report and the state. */
export const page = (
  context: Context,
  map: MapChoice,
): TemplateResult => html`${patterns()}${skipLink(context)}${bar(context)}
  <div class="sheet">
    ${header(context)}
    <main id="main" tabindex="-1">
      ${figures(context)}
      ${mapSection(context, map)}
      ${mapTables(context)}
      ${orders(context)}
      ${coverage(context)}
      ${budget(context)}
      ${certificate(context)}
      ${notes(context)}
      ${sources(context)}
    </main>
    <footer><p>${context.words.foot}</p></footer>
  </div>`;
