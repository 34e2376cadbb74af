#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "accounts/principal.hpp"
#include "base/actor.hpp"
#include "base/coordinate.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "http/problem.hpp"
#include "register/register.hpp"

// How the resources of the register write what they have in common (web/portal/src/api/types.ts).
namespace dostyq::portal {

using Json = nlohmann::ordered_json;

Json view(const Text& text);
Json view(Date day);  ///< null for the distant past and future
Json view(Coordinate point);
template <typename T>
Json view(const std::optional<T>& maybe) {
  return maybe ? view(*maybe) : Json(nullptr);
}
/// An id with its name; null for an id that the programme does not know.
Json area_ref(const registry::Snapshot& snapshot, const std::string& area, Date day);
Json body_ref(const registry::Snapshot& snapshot, const std::string& body);
Text area_name(const registry::Snapshot& snapshot, const std::string& area, Date day);
Text source_title(const registry::Snapshot& snapshot, const std::string& source);
/// The three name columns of a record; where one is empty, `instead`.
Text name_of(const registry::Cells& cells, const Text& instead);
const std::string& cell(const registry::Cells& cells, const std::string& column);

/// Who recorded something: a visitor is not told names.
Json recorded(const std::string& at, const std::string& author, const std::string& role,
              const accounts::Principal& who);
Json recorded(const registry::Record& record, const accounts::Principal& who);
registry::Cells cells_of(const registry::Snapshot& snapshot, const std::string& table,
                         const std::string& record);

/// hours, phone, website, address of a site; null what nobody has recorded.
void add_contacts(const registry::Snapshot& snapshot, const std::string& site, Json& out);

Actor actor_of(const accounts::Principal& who);

/// Columns that a form calls otherwise are renamed in refusals: "name_kk" is "/name/kk".
http::Problem problem_of(const registry::FieldProblems& problems);
http::Problem problem_of_error(const Error& error);

http::Response answer(const Json& json, int status = 200);
/// {"items", "next", "total"}: a page of `all` behind ?limit and ?after, where the cursor is the
/// item's "id".
http::Answer page_of(const http::Request& request, const Json& all);

}  // namespace dostyq::portal
