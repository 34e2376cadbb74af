import { html, type TemplateResult } from 'lit-html';
import { languages } from '../../../src/core/model';
import type { Place, SiteDetail, SiteInput, Written } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { form, type Field } from '../parts/form';
import { tellWritten } from '../parts/history';
import { pageHead } from '../parts/marks';
import { placeBox } from '../parts/place_box';

const nameFields = (app: App, site?: SiteDetail): Field[] =>
  languages.map((language) => ({ name: `name.${language}`, label: `${app.words.sites.name} (${app.t.languages[language]})`, lang: language, required: true, value: site?.name[language] ?? '' }));

const contactFields = (app: App, site?: SiteDetail): Field[] => [
  ...languages.map((language): Field => ({ name: `hours.${language}`, label: `${app.t.site.hours} (${app.t.languages[language]})`, lang: language, value: site?.hours?.[language] ?? '' })),
  { name: 'phone', label: app.t.site.phone, kind: 'phone', value: site?.phone ?? '', hint: '+7 …' },
  { name: 'address', label: app.t.site.address, value: site?.address ?? '' },
  { name: 'website', label: app.t.site.website, kind: 'address', value: site?.website ?? '', hint: 'https://…' },
];

type Values = Record<string, string>;

const texts = (values: Values, name: string) => ({ kk: values[`${name}.kk`] ?? '', ru: values[`${name}.ru`] ?? '', en: values[`${name}.en`] ?? '' });

/** An empty field is "not known", not an empty text. */
function contactOf(values: Values): Pick<SiteInput, 'hours' | 'phone' | 'address' | 'website'> {
  const hours = texts(values, 'hours');
  return {
    hours: Object.values(hours).some(Boolean) ? hours : null,
    phone: values.phone || null,
    address: values.address || null,
    website: values.website || null,
  };
}

export const newSitePage = definePage<null>({
  pattern: 'sites/new',
  section: 'map',
  right: 'site.write',
  title: (app) => app.t.site.add,
  load: () => Promise.resolve(null),
  show: (app) => html`${pageHead(app.t.site.add, app.t.site.add_lead)}
    ${placeField(app)}
    ${form(app, {
      id: 'site-form',
      label: app.t.site.add,
      submit: app.t.site.add,
      fields: [
        { name: 'kind', label: app.words.sites.kind, kind: 'select', required: true, choices: (app.programme?.kinds ?? []).filter((kind) => kind.can_open).map((kind) => ({ value: kind.id, label: app.say(kind.name) })) },
        ...nameFields(app),
        ...contactFields(app),
      ],
      async send(values) {
        const place = app.get<Place | null>('site:place', null);
        const written = await app.client.post<Written<SiteDetail>>('/sites', { kind: values.kind, place: place?.id ?? '', name: texts(values, 'name'), ...contactOf(values) });
        app.go(`sites/${written.item.id}`);
        tellWritten(app, app.t.site.added, written);
      },
    })}`,
});

function placeField(app: App): TemplateResult {
  const place = app.get<Place | null>('site:place', null);
  return html`<div class="form place-field">${placeBox(app, 'site-place', app.words.sites.place, { place: (chosen) => app.put('site:place', chosen) })}
    ${place ? html`<p class="caption">${[place.name, place.district, place.region].map(app.say).join(', ')}</p>` : ''}</div>`;
}

export const editSitePage = definePage<SiteDetail>({
  pattern: 'sites/:id/edit',
  section: 'map',
  right: 'site.write',
  title: (app) => app.t.site.edit,
  load: (app, { id }, signal) => app.client.get<SiteDetail>(`/sites/${encodeURIComponent(id!)}`, {}, signal),
  show: (app, site) => html`${pageHead(app.t.site.edit, app.t.site.edit_lead, app.say(site.name))}
    ${form(app, {
      id: 'site-form',
      label: app.t.site.edit,
      submit: app.t.form.save,
      keepAfter: true,
      cancel: () => app.go(`sites/${site.id}`),
      fields: [...nameFields(app, site), ...contactFields(app, site)],
      async send(values) {
        const written = await app.client.patch<Written<SiteDetail>>(`/sites/${encodeURIComponent(site.id)}`, { name: texts(values, 'name'), ...contactOf(values) }, site.version);
        app.go(`sites/${site.id}`);
        tellWritten(app, app.t.form.saved, written);
      },
    })}`,
});
