#include "cli/read.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "directive/names.hpp"
#include "io/file.hpp"
#include "reading/draft.hpp"
#include "reading/reader.hpp"
#include "world/load.hpp"

namespace dostyq::cli {
namespace {

constexpr const char* kModalityColour[] = {"1;31", "1;33", "1;36", "2"};
constexpr std::string_view kPartKeys[] = {"reading.part.title", "reading.part.lead",
                                          "reading.part.body", "reading.part.quotation",
                                          "reading.part.background"};

Result<std::string> read_source(const std::string& path) {
  if (path != "-") return io::read_file(path);
  return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

class Printer {
 public:
  Printer(const reading::Report& report, const world::Programme& programme, bool all,
          const Context& context)
      : report_(report), programme_(programme), all_(all), context_(context) {}

  void print() const {
    print_page();
    std::array<size_t, 4> counts{};
    for (const reading::Statement& statement : report_.statements) {
      if (statement.obliges() && statement.same_as.empty())
        ++counts[static_cast<size_t>(statement.modality)];
      if (all_ || statement.obliges()) print_statement(statement);
    }
    for (const std::string& note : report_.notes) fmt::print("{}.\n", context_.say(note));
    fmt::print("{}\n", context_.say(
                           "reading.summary",
                           {std::to_string(counts[0] + counts[1] + counts[2]),
                            std::to_string(counts[0]), std::to_string(counts[1]),
                            std::to_string(counts[2]), std::to_string(report_.statements.size())}));
  }

 private:
  void print_page() const {
    if (!report_.title.empty()) fmt::print("{}\n", context_.paint("1", report_.title));
    std::vector<std::string> facts;
    if (!report_.byline.empty()) facts.push_back(report_.byline);
    facts.push_back(report_.published
                        ? context_.say("reading.line.published", {report_.published->text})
                        : context_.say("reading.line.no_published"));
    if (report_.views)
      facts.push_back(context_.say("reading.line.views", {std::to_string(*report_.views)}));
    if (!report_.photo_credit.empty()) facts.push_back(report_.photo_credit);
    if (!report_.related.empty())
      facts.push_back(
          context_.say("reading.line.related", {std::to_string(report_.related.size())}));
    facts.push_back(report_.format + ", " + report_.source_encoding);
    fmt::print("{}\n\n", joined(facts));
  }

  std::string who(const reading::Statement& statement) const {
    std::vector<std::string> names;
    for (const std::string& id : statement.bodies) {
      const world::Body* body = programme_.find_body(id);
      names.push_back(body == nullptr ? id : body->name.in(context_.language));
    }
    for (const reading::UnnamedBody& body : statement.unnamed)
      names.push_back("“" + body.text + "”");
    return joined(names);
  }

  std::string where(const reading::Statement& statement) const {
    std::vector<std::string> names;
    const Date day = report_.published ? report_.published->date : Date::from_days(100'000);
    for (const std::string& id : statement.areas) {
      const world::AreaVersion* area = programme_.find_area(id, day);
      names.push_back(area == nullptr ? id : area->name.in(context_.language));
    }
    for (const reading::OpenPlace& place : statement.open_places)
      names.push_back(place.text + " (" + joined(place.candidates) + "?)");
    if (!statement.every.empty()) names.push_back(context_.say("reading.every." + statement.every));
    if (statement.open_ended) names.push_back(context_.say("reading.and_others"));
    if (!statement.reason.empty()) names.push_back("“" + statement.reason + "”");
    return joined(names);
  }

  std::string when(const reading::Statement& statement) const {
    if (!statement.due) return {};
    const std::string day = statement.due->date ? statement.due->date->to_string() : "?";
    return "“" + statement.due->text + "” → " + day + (statement.due->interpreted ? " *" : "");
  }

  void line(std::string_view key, const std::string& text) const {
    if (!text.empty()) fmt::print("      {}: {}\n", context_.say(key), text);
  }

  void print_statement(const reading::Statement& statement) const {
    const auto modality = static_cast<size_t>(statement.modality);
    fmt::print("{:<5} {} {:.2f}  {} {}–{}{}\n", statement.id,
               context_.paint(
                   kModalityColour[modality],
                   context_.say("modality." + std::string(directive::name(statement.modality)))),
               statement.confidence, context_.say(kPartKeys[static_cast<size_t>(statement.part)]),
               statement.span.begin, statement.span.end,
               statement.same_as.empty()
                   ? std::string()
                   : ", " + context_.say("reading.line.same", {statement.same_as}));
    fmt::print("      {}\n", statement.text);
    line("reading.line.speaker", statement.speaker);
    line("reading.line.who", who(statement));
    if (!statement.subject.empty()) {
      line("reading.line.what",
           context_.say("reading.subject." + statement.subject) +
               (statement.number ? " × " + std::to_string(*statement.number) : ""));
    }
    line("reading.line.where", where(statement));
    line("reading.line.when", when(statement));
    for (const std::string& flag : statement.flags)
      fmt::print("      {} {}\n", context_.paint("33", "!"), context_.say(flag));
    fmt::print("\n");
  }

  const reading::Report& report_;
  const world::Programme& programme_;
  bool all_;
  const Context& context_;
};

/// The files that were asked for.
Result<std::vector<io::NewFile>> outputs(const ReadArguments& arguments,
                                         const reading::Report& report,
                                         const world::Programme& programme,
                                         const Context& context) {
  const std::string name = arguments.source == "-"
                               ? arguments.source
                               : std::filesystem::path(arguments.source).filename().string();
  std::vector<io::NewFile> files;
  if (!arguments.text.empty()) files.push_back({arguments.text, report.text});
  reading::DraftOptions options{arguments.source_id, name, nullptr, context.language};
  reading::Decisions decisions;
  if (!arguments.decisions.empty()) {
    if (arguments.draft.empty()) return fail("reading.decisions_without_draft");
    const Result<std::string> json = io::read_file(arguments.decisions);
    if (!json) return tl::unexpected(json.error());
    Result<reading::Decisions> parsed = reading::parse_decisions(*json, report, programme);
    if (!parsed) return tl::unexpected(parsed.error());
    decisions = std::move(*parsed);
    options.decisions = &decisions;
  }
  if (!arguments.draft.empty()) {
    Result<std::string> draft = reading::draft_directives(report, programme, options);
    if (!draft) return tl::unexpected(draft.error());
    files.push_back({arguments.draft, std::move(*draft)});
  }
  if (!arguments.review.empty())
    files.push_back(
        {arguments.review, reading::review_page(report, programme, name, context.language)});
  return files;
}

}  // namespace

int read_report(const ReadArguments& arguments, const Context& context) {
  reading::ReadOptions options;
  if (!arguments.published.empty()) {
    const Result<Date> day = parse_date(arguments.published, "--published");
    if (!day) return context.fail(day.error());
    options.published = *day;
  }
  const Result<std::string> bytes = read_source(arguments.source);
  if (!bytes) return context.fail(bytes.error());
  const Checked<world::Programme> programme =
      arguments.programme.empty() ? reading::default_programme() : world::load(arguments.programme);
  if (!programme) return context.fail(programme.error());
  reading::Reader reader(*programme);
  const Result<reading::Report> report = reader.read(*bytes, options);
  if (!report) return context.fail(report.error());
  const Result<std::vector<io::NewFile>> files = outputs(arguments, *report, *programme, context);
  if (!files) return context.fail(files.error());
  if (const Result<void> written = io::write_files(*files); !written)
    return context.fail(written.error());
  if (context.json)
    fmt::print("{}\n", reading::to_json(*report));
  else
    Printer(*report, *programme, arguments.all, context).print();
  for (const io::NewFile& file : *files) {
    if (!context.json) fmt::print("{}\n", context.say("reading.written", {file.path.string()}));
  }
  return kDone;
}

}  // namespace dostyq::cli
