#include <nlohmann/json.hpp>
#include <set>

#include "base/check.hpp"
#include "i18n/phrase.hpp"
#include "reading/draft.hpp"
#include "reading/reader.hpp"

namespace dostyq::embedded {
std::string_view review_template();  // review.html
}

namespace dostyq::reading {
namespace {

using Json = nlohmann::ordered_json;

/// JSON in a script: nothing in it ends the script or begins a comment.
std::string for_script(const std::string& json) {
  std::string out;
  out.reserve(json.size() + json.size() / 50);
  for (const char c : json) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
  return out;
}

Json in_three(const Text& text) { return {{"kk", text.kk}, {"ru", text.ru}, {"en", text.en}}; }

constexpr const char* kWords[] = {
    "title",       "reviewer",    "all",     "save",        "confirm",      "edit",
    "reject",      "undo",        "keep",    "cancel",      "progress",     "help",
    "who_are_you", "interpreted", "also",    "areas",       "bodies",       "note",
    "modality",    "text.kk",     "text.ru", "text.en",     "done.confirm", "done.edit",
    "done.reject", "issuer",      "nobody",  "choose_name", "take_out"};

/// Words of the page in one language, by the names that its script uses.
Json words_in(Language language) {
  Json words;
  for (const char* word : kWords) {
    const std::string_view name(word);
    // The page's script fills the progress.
    const std::vector<std::string> args =
        name == "help"       ? std::vector<std::string>{"j", "k", "c", "e", "r", "u", "a", "s"}
        : name == "progress" ? std::vector<std::string>{"{0}", "{1}"}
                             : std::vector<std::string>();
    words[word] = i18n::say(std::string("reading.review.") + word, args, language);
  }
  constexpr std::pair<const char*, const char*> kShared[] = {
      {"speaker", "reading.line.speaker"}, {"who", "reading.line.who"},
      {"what", "reading.line.what"},       {"where", "reading.line.where"},
      {"when", "reading.line.when"},       {"and_others", "reading.and_others"}};
  for (const auto& [name, key] : kShared) words[name] = i18n::say(key, {}, language);
  for (const std::string& key : i18n::keys()) {
    for (const char* group : {"flag.", "subject.", "every.", "part.", "note."}) {
      const std::string prefix = std::string("reading.") + group;
      if (key.starts_with(prefix)) words[key.substr(8)] = i18n::say(key, {}, language);
    }
    if (key.starts_with("modality.")) words[key] = i18n::say(key, {}, language);
  }
  return words;
}

}  // namespace

std::string review_page(const Report& report, const world::Programme& programme,
                        const std::string& source_name, Language language) {
  // All that can be chosen, as of the page's day, and what the report names.
  const Date day = report.published ? report.published->date : Date::from_days(100'000);
  std::set<std::string> area_ids;
  std::set<std::string> body_ids;
  for (const world::AreaVersion& area : programme.areas) {
    if (area.period.contains(day)) area_ids.insert(area.id);
  }
  for (const world::Body& body : programme.bodies) {
    if (body.period.contains(day)) body_ids.insert(body.id);
  }
  for (const Statement& statement : report.statements) {
    area_ids.insert(statement.areas.begin(), statement.areas.end());
    for (const OpenPlace& place : statement.open_places)
      area_ids.insert(place.candidates.begin(), place.candidates.end());
    body_ids.insert(statement.bodies.begin(), statement.bodies.end());
  }
  Json areas = Json::object();
  for (const std::string& id : area_ids) {
    const world::AreaVersion* area = programme.find_area(id, day);
    if (area == nullptr) continue;
    areas[id] = in_three(area->name);
    if (area->kind == world::AreaKind::kDistrict) areas[id]["in"] = area->parent;
  }
  Json bodies = Json::object();
  for (const std::string& id : body_ids) {
    if (const world::Body* body = programme.find_body(id)) bodies[id] = in_three(body->name);
  }
  Json words;
  for (const Language one : kLanguages) words[std::string(code(one))] = words_in(one);
  const Json data{{"report", Json::parse(to_json(report))},
                  {"text", report.text},
                  {"source_name", source_name},
                  {"language", code(language)},
                  {"areas", areas},
                  {"bodies", bodies},
                  {"words", words}};
  std::string page(embedded::review_template());
  constexpr std::string_view kMark = "/*DATA*/";
  const size_t at = page.find(kMark);
  DOSTYQ_CHECK(at != std::string::npos);
  page.replace(at, kMark.size(),
               for_script(data.dump(-1, ' ', false, Json::error_handler_t::replace)));
  return page;
}

}  // namespace dostyq::reading
