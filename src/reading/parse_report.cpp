#include <charconv>
#include <nlohmann/json.hpp>

#include "directive/names.hpp"
#include "reading/reader.hpp"

namespace dostyq::reading {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kPartNames[] = {"title", "lead", "body", "quotation", "background"};

std::string text_at(const Json& object, const char* key) {
  const Json& value = object.at(key);
  return value.is_null() ? std::string() : value.get<std::string>();
}

template <typename Names>
size_t place_in(const Names& names, const std::string& name) {
  const auto found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names)) throw std::out_of_range(name);
  return static_cast<size_t>(found - std::begin(names));
}

Language language_at(const Json& value) {
  for (const Language language : kLanguages) {
    if (code(language) == value.get<std::string>()) return language;
  }
  throw std::out_of_range("language");
}

int number_in(const std::string& text, size_t at) {
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + 2, value);
  return value;
}

/// "2025-04-24", "2025-04-24T11:45", "2025-04-24T11:45+05:00".
Published published_at(const Json& json) {
  const std::string stamp = json.at("published");
  Published published;
  published.text = text_at(json, "published_text");
  published.date = Date::parse(std::string_view(stamp).substr(0, 10)).value();
  if (stamp.size() >= 16) published.minute = 60 * number_in(stamp, 11) + number_in(stamp, 14);
  if (stamp.size() >= 22)
    published.zone =
        (stamp[16] == '-' ? -1 : 1) * (60 * number_in(stamp, 17) + number_in(stamp, 20));
  return published;
}

Statement statement_at(const Json& json) {
  Statement statement;
  statement.id = json.at("id");
  statement.text = json.at("text");
  statement.span = {json.at("begin"), json.at("end")};
  statement.language = language_at(json.at("language"));
  statement.part = static_cast<Part>(place_in(kPartNames, json.at("part")));
  statement.modality = static_cast<directive::Modality>(
      place_in(directive::kModalityNames, json.at("modality").get<std::string>()));
  statement.cue = text_at(json, "cue");
  statement.speaker = text_at(json, "speaker");
  statement.issuer = text_at(json, "issuer");
  statement.bodies = json.at("bodies").get<std::vector<std::string>>();
  for (const Json& body : json.at("bodies_unnamed"))
    statement.unnamed.push_back({body.at("text"), body.at("kind"), body.at("plural")});
  statement.areas = json.at("areas").get<std::vector<std::string>>();
  for (const Json& place : json.at("areas_ambiguous"))
    statement.open_places.push_back({place.at("text"), place.at("candidates")});
  statement.every = text_at(json, "every");
  statement.open_ended = json.at("open_ended");
  statement.reason = text_at(json, "reason");
  if (const Json& due = json.at("due"); !due.is_null()) {
    statement.due = Due{due.at("text"), Date::parse(text_at(due, "date")), due.at("interpreted")};
  }
  if (!json.at("number").is_null()) statement.number = json.at("number").get<int64_t>();
  statement.subject = text_at(json, "subject");
  statement.same_as = text_at(json, "same_as");
  statement.confidence = json.at("confidence");
  for (const std::string flag : json.at("flags")) statement.flags.push_back("reading.flag." + flag);
  return statement;
}

Report report_at(const Json& json, std::string text) {
  Report report;
  report.format = json.at("format");
  report.source_encoding = json.at("source_encoding");
  report.source_sha256 = json.at("source_sha256");
  report.offsets_in = json.at("offsets_in");
  report.text = std::move(text);
  if (!json.at("language").is_null()) report.language = language_at(json.at("language"));
  report.title = text_at(json, "title");
  report.byline = text_at(json, "byline");
  report.photo_credit = text_at(json, "photo_credit");
  if (!json.at("published").is_null()) report.published = published_at(json);
  if (!json.at("views").is_null()) report.views = json.at("views").get<int64_t>();
  report.related = json.at("related").get<std::vector<std::string>>();
  for (const Json& part : json.at("furniture"))
    report.furniture.push_back({part.at("kind"), {part.at("begin"), part.at("end")}});
  for (const Json& statement : json.at("statements"))
    report.statements.push_back(statement_at(statement));
  for (const std::string note : json.at("notes")) report.notes.push_back("reading.note." + note);
  return report;
}

}  // namespace

Result<Report> parse_report(std::string_view json, std::string text) {
  try {
    return report_at(Json::parse(json), std::move(text));
  } catch (const std::exception& error) {
    return fail("reading.bad_report", {error.what()}, {}, ErrorCode::kInternal);
  }
}

}  // namespace dostyq::reading
