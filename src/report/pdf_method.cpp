#include "report/pdf_sections.hpp"
#include "report/pdf_table.hpp"

namespace dostyq::report {
namespace {

Cell text(std::string words, Style style = {8}) { return {{{{std::move(words), style}}}, {}, ""}; }

void notes(Flow& flow, const Report& report) {
  const Words& words = flow.words();
  Table table(flow,
              {{words.say("note.confidence"), 96}, {words.say("note.what"), Flow::kWidth - 96}},
              {words.say("notes"), words.say("notes.intro")});
  for (const Note& note : report.notes) {
    Row row;
    row.cells = {text(words.confidence(note.confidence), {7.5, true}), text(words(note.what))};
    table.add(row);
  }
}

/// In a regional report: in lines instead of a table.
void notes_in_brief(Flow& flow, const Report& report) {
  if (report.notes.empty()) return;
  const Words& words = flow.words();
  flow.heading(words.say("notes"), 60);
  for (const Note& note : report.notes) {
    flow.paragraph({{words.confidence(note.confidence) + ": ", {7.2, true, false, ink::kGrey}},
                    {words(note.what), {7.2}}},
                   2);
  }
}

void objectives(Flow& flow, const Report& report) {
  if (report.objectives.empty()) return;
  const Words& words = flow.words();
  Table table(flow,
              {{words.say("objective.name"), Flow::kWidth - 270},
               {words.say("objective.value"), 100, Align::kRight},
               {words.say("objective.bound"), 100, Align::kRight},
               {words.say("objective.gap"), 70, Align::kRight}},
              {words.say("objectives"), words.say("objectives.intro"), 2});
  for (const ObjectiveLine& line : report.objectives) {
    Row row;
    const std::string& unit = words(line.unit);
    row.cells = {text(words(line.name) + (unit.empty() ? "" : ", " + unit)),
                 text(words.figure(line.value), {8, true}), text(words.figure(line.bound)),
                 text(words.figure(line.gap))};
    table.add(row);
  }
}

/// In a regional report: in a few lines, without addresses.
void sources_in_brief(Flow& flow, const Report& report) {
  if (report.sources.empty()) return;
  const Words& words = flow.words();
  std::string all;
  for (const SourceLine& source : report.sources) {
    all += (all.empty() ? "" : "; ") + source.title +
           (source.licence.empty() ? "" : " (" + source.licence + ")");
  }
  const Runs runs{{all + ".", {7, false, false, ink::kGrey}}};
  flow.heading(words.say("sources"), flow.canvas().paragraph(runs, Flow::kWidth).height(), 2);
  flow.paragraph(runs);
}

void sources(Flow& flow, const Report& report) {
  if (report.sources.empty()) return;
  const Words& words = flow.words();
  Table table(flow,
              {{words.say("source.id"), 88},
               {words.say("source.title"), Flow::kWidth - 88 - 110},
               {words.say("source.licence"), 110}},
              {words.say("sources"), "", 2});
  for (const SourceLine& source : report.sources) {
    Row row;
    row.cells = {text(source.id, {7, false, false, ink::kGrey}), text(source.title),
                 text(source.licence, {7.5})};
    if (!source.url.empty()) {
      row.cells[1].paragraphs.push_back({{source.url, {7, false, false, ink::kBlue}}});
      row.cells[1].url = source.url;
    }
    table.add(row);
  }
}

}  // namespace

void draw_method(Flow& flow, const Report& report) {
  const Words& words = flow.words();
  if (report.regional) {
    notes_in_brief(flow, report);
    sources_in_brief(flow, report);
  } else {
    notes(flow, report);
    objectives(flow, report);  // they are the whole plan's
    sources(flow, report);
  }
  flow.skip(8);
  flow.paragraph({{words.say("plan_hash") + " ", {7.5, true, false, ink::kGrey}},
                  {report.plan_hash, {7.5, false, false, ink::kGrey}}});
  flow.paragraph(words.say("closing"), {7.5, false, true, ink::kGrey});
}

}  // namespace dostyq::report
