#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "directive/names.hpp"
#include "reading/reader.hpp"

namespace dostyq::reading {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kPartNames[] = {"title", "lead", "body", "quotation", "background"};

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string timestamp(const Published& published) {
  std::string out = published.date.to_string();
  if (!published.minute) return out;
  out += fmt::format("T{:02}:{:02}", *published.minute / 60, *published.minute % 60);
  if (!published.zone) return out;
  const int zone = *published.zone;
  const int size = zone < 0 ? -zone : zone;
  return out + fmt::format("{}{:02}:{:02}", zone < 0 ? '-' : '+', size / 60, size % 60);
}

Json due_of(const Statement& statement) {
  if (!statement.due) return {};
  const Due& due = *statement.due;
  return {{"text", due.text},
          {"date", due.date ? Json(due.date->to_string()) : Json()},
          {"interpreted", due.interpreted}};
}

Json statement_of(const Statement& statement) {
  Json unnamed = Json::array();
  for (const UnnamedBody& body : statement.unnamed)
    unnamed.push_back({{"text", body.text}, {"kind", body.kind}, {"plural", body.plural}});
  Json open_places = Json::array();
  for (const OpenPlace& place : statement.open_places)
    open_places.push_back({{"text", place.text}, {"candidates", place.candidates}});
  Json flags = Json::array();
  for (const std::string& flag : statement.flags) flags.push_back(flag.substr(flag.rfind('.') + 1));
  return {{"id", statement.id},
          {"text", statement.text},
          {"begin", statement.span.begin},
          {"end", statement.span.end},
          {"language", code(statement.language)},
          {"part", kPartNames[static_cast<size_t>(statement.part)]},
          {"modality", directive::name(statement.modality)},
          {"cue", text_or_null(statement.cue)},
          {"speaker", text_or_null(statement.speaker)},
          {"issuer", text_or_null(statement.issuer)},
          {"bodies", statement.bodies},
          {"bodies_unnamed", unnamed},
          {"areas", statement.areas},
          {"areas_ambiguous", open_places},
          {"every", text_or_null(statement.every)},
          {"open_ended", statement.open_ended},
          {"reason", text_or_null(statement.reason)},
          {"due", due_of(statement)},
          {"number", statement.number ? Json(*statement.number) : Json()},
          {"subject", text_or_null(statement.subject)},
          {"same_as", text_or_null(statement.same_as)},
          {"confidence", static_cast<int>(statement.confidence * 100 + 0.5) / 100.0},
          {"flags", flags}};
}

}  // namespace

std::string to_json(const Report& report) {
  Json statements = Json::array();
  for (const Statement& statement : report.statements)
    statements.push_back(statement_of(statement));
  Json furniture = Json::array();
  for (const Furniture& part : report.furniture)
    furniture.push_back({{"kind", part.kind}, {"begin", part.span.begin}, {"end", part.span.end}});
  Json notes = Json::array();
  for (const std::string& note : report.notes) notes.push_back(note.substr(note.rfind('.') + 1));
  const Json json{{"format", report.format},
                  {"source_encoding", report.source_encoding},
                  {"source_sha256", report.source_sha256},
                  {"offsets_in", report.offsets_in},
                  {"language", report.language ? Json(code(*report.language)) : Json()},
                  {"title", text_or_null(report.title)},
                  {"byline", text_or_null(report.byline)},
                  {"published", report.published ? Json(timestamp(*report.published)) : Json()},
                  {"published_text", report.published ? Json(report.published->text) : Json()},
                  {"views", report.views ? Json(*report.views) : Json()},
                  {"photo_credit", text_or_null(report.photo_credit)},
                  {"related", report.related},
                  {"statements", statements},
                  {"furniture", furniture},
                  {"notes", notes}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dostyq::reading
