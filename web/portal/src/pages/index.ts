import type { AnyPage } from '../core/page';
import { accountPage } from './account_page';
import { accountsPage } from './accounts_page';
import { auditPage } from './audit_page';
import { bodiesPage, bodyPage } from './body_pages';
import { changesPage } from './changes_page';
import { comparePage } from './compare_page';
import { loginPage } from './login_page';
import { mapPage } from './map_page';
import { orderPage } from './order_page';
import { ordersPage } from './orders_page';
import { programmePage } from './programme_page';
import { readingPage } from './reading_page';
import { readingsPage } from './readings_page';
import { regionPage, regionsPage } from './region_pages';
import { factPage, registerPage, registersPage } from './register_pages';
import { routePage, routesPage } from './route_pages';
import { scenarioPage } from './scenario_page';
import { newScenarioPage, scenariosPage } from './scenarios_page';
import { searchPage } from './search_page';
import { sessionPage, sessionsPage } from './session_pages';
import { editSitePage, newSitePage } from './site_forms';
import { sitePage } from './site_page';

/** Every page; the first whose pattern fits the address is shown. */
export const pages: AnyPage[] = [
  mapPage,
  ordersPage,
  orderPage,
  regionsPage,
  regionPage,
  routesPage,
  routePage,
  bodiesPage,
  bodyPage,
  sessionsPage,
  sessionPage,
  searchPage,
  newSitePage,
  sitePage,
  editSitePage,
  registersPage,
  registerPage,
  factPage,
  changesPage,
  scenariosPage,
  newScenarioPage,
  comparePage,
  scenarioPage,
  readingsPage,
  readingPage,
  programmePage,
  auditPage,
  accountsPage,
  accountPage,
  loginPage,
];
