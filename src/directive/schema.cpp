#include "directive/schema.hpp"

namespace dostyq::directive {

std::string_view json_schema() {
  // The same text as docs/directives.schema.json (schema_test.cpp).
  static constexpr std::string_view kSchema = R"schema({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://dostyq.invalid/directives.schema.json",
  "title": "directives.toml",
  "description": "The directive language of Dostyq. `dostyq check` also checks the ids.",
  "type": "object",
  "properties": {
    "format": {"const": 1},
    "directive": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/directive"}}
  },
  "required": ["format"],
  "additionalProperties": false,
  "$defs": {
    "id": {"type": "string", "pattern": "^[A-Za-z0-9._-]+$"},
    "date": {
      "type": "string",
      "format": "date",
      "description": "A TOML date without quotes: 2027-04-24."
    },
    "area": {"type": "string", "minLength": 1, "description": "id in areas.csv"},
    "text": {
      "type": "object",
      "properties": {
        "kk": {"type": "string", "minLength": 1},
        "ru": {"type": "string", "minLength": 1},
        "en": {"type": "string", "minLength": 1}
      },
      "required": ["kk", "ru", "en"],
      "additionalProperties": false
    },
    "days": {
      "type": "object",
      "properties": {"from": {"$ref": "#/$defs/date"}, "to": {"$ref": "#/$defs/date"}},
      "required": ["from", "to"],
      "additionalProperties": false,
      "description": "Both days included."
    },
    "at_most_one_when": {
      "not": {
        "anyOf": [
          {"required": ["by", "keep_from"]},
          {"required": ["by", "during"]},
          {"required": ["keep_from", "during"]}
        ]
      }
    },
    "directive": {
      "type": "object",
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "text": {"$ref": "#/$defs/text", "description": "What was ordered, in our own words."},
        "source": {"type": "string", "minLength": 1, "description": "id in sources.csv"},
        "date": {"$ref": "#/$defs/date", "description": "Day of the order."},
        "passage": {"type": "integer", "minimum": 1, "description": "Paragraph of the source."},
        "issuer": {"type": "string", "minLength": 1, "description": "id in bodies.csv; left out while it is not known who ordered it"},
        "bodies": {
          "type": "array",
          "uniqueItems": true,
          "items": {"type": "string", "minLength": 1},
          "description": "Responsible bodies; empty when the source names none."
        },
        "modality": {"enum": ["ordered", "required", "supported", "described"]},
        "due": {
          "$ref": "#/$defs/date",
          "description": "Only when the source itself gives a date."
        },
        "interpretation": {
          "type": "array",
          "minItems": 1,
          "items": {"$ref": "#/$defs/interpretation"}
        }
      },
      "required": ["id", "text", "source", "date", "passage", "bodies", "modality"],
      "additionalProperties": false,
      "if": {"properties": {"modality": {"const": "described"}}, "required": ["modality"]},
      "then": {"not": {"required": ["interpretation"]}},
      "else": {
        "properties": {
          "interpretation": {
            "contains": {
              "type": "object",
              "properties": {"chosen": {"const": true}},
              "required": ["chosen"]
            },
            "minContains": 1,
            "maxContains": 1
          }
        }
      }
    },
    "interpretation": {
      "type": "object",
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "version": {"type": "integer", "minimum": 1},
        "decided_by": {"type": "string", "minLength": 1},
        "decided_on": {"$ref": "#/$defs/date"},
        "why": {"$ref": "#/$defs/text"},
        "force": {"enum": ["binding", "preferred", "watched"]},
        "weight": {
          "type": "integer",
          "minimum": 1,
          "maximum": 1000000,
          "description": "Only with force = \"preferred\"."
        },
        "chosen": {
          "type": "boolean",
          "description": "Exactly one interpretation of a directive is chosen."
        },
        "due": {
          "$ref": "#/$defs/date",
          "description": "Our reading of an open term; shown as an interpretation."
        },
        "require": {"$ref": "#/$defs/requirements"}
      },
      "required": ["id", "version", "decided_by", "decided_on", "why", "force", "require"],
      "additionalProperties": false,
      "if": {"required": ["weight"]},
      "then": {"properties": {"force": {"const": "preferred"}}}
    },
    "requirements": {
      "type": "array",
      "minItems": 1,
      "items": {"$ref": "#/$defs/requirement"},
      "description": "All of them must hold."
    },
    "requirement": {
      "oneOf": [
        {"$ref": "#/$defs/count"},
        {"$ref": "#/$defs/for_every"},
        {"$ref": "#/$defs/reach"},
        {"$ref": "#/$defs/roll_out"},
        {"$ref": "#/$defs/evidence"},
        {"$ref": "#/$defs/all_of"},
        {"$ref": "#/$defs/any_of"}
      ]
    },
    "count": {
      "type": "object",
      "properties": {
        "count": {
          "type": "string",
          "minLength": 1,
          "description": "sites, or a register of programme.toml"
        },
        "kind": {
          "anyOf": [
            {"type": "string", "minLength": 1},
            {
              "type": "array",
              "minItems": 1,
              "uniqueItems": true,
              "items": {"type": "string", "minLength": 1}
            }
          ],
          "description": "Sites only: a kind or a class; a list means any of them."
        },
        "where": {
          "type": "object",
          "additionalProperties": {"type": "string", "minLength": 1},
          "description": "Columns that must have this value."
        },
        "in": {"$ref": "#/$defs/area"},
        "opened_after": {"$ref": "#/$defs/date"},
        "at_least": {"type": "integer", "minimum": 1},
        "at_most": {"type": "integer", "minimum": 0},
        "exactly": {"type": "integer", "minimum": 0},
        "by": {"$ref": "#/$defs/date"},
        "keep_from": {"$ref": "#/$defs/date"},
        "during": {"$ref": "#/$defs/days"}
      },
      "required": ["count"],
      "additionalProperties": false,
      "allOf": [{"$ref": "#/$defs/at_most_one_when"}],
      "oneOf": [
        {"required": ["at_least"]},
        {"required": ["at_most"]},
        {"required": ["exactly"]}
      ]
    },
    "for_every": {
      "type": "object",
      "properties": {
        "for_every": {"$ref": "#/$defs/area_set"},
        "then": {"$ref": "#/$defs/requirements"},
        "by": {"$ref": "#/$defs/date"},
        "keep_from": {"$ref": "#/$defs/date"},
        "during": {"$ref": "#/$defs/days"}
      },
      "required": ["for_every", "then"],
      "additionalProperties": false,
      "allOf": [{"$ref": "#/$defs/at_most_one_when"}]
    },
    "reach": {
      "type": "object",
      "properties": {
        "reach": {
          "type": "string",
          "minLength": 1,
          "description": "everyone, each_group or the id of a group"
        },
        "percent": {"type": "integer", "minimum": 1, "maximum": 100},
        "minutes": {"type": "integer", "minimum": 1},
        "kind": {"type": "string", "minLength": 1},
        "in": {"$ref": "#/$defs/area"},
        "capacity": {"type": "boolean"},
        "by": {"$ref": "#/$defs/date"},
        "keep_from": {"$ref": "#/$defs/date"},
        "during": {"$ref": "#/$defs/days"}
      },
      "required": ["reach", "percent", "minutes", "kind"],
      "additionalProperties": false,
      "allOf": [{"$ref": "#/$defs/at_most_one_when"}]
    },
    "roll_out": {
      "type": "object",
      "properties": {
        "roll_out": {"$ref": "#/$defs/area_set"},
        "milestones": {
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "object",
            "properties": {
              "by": {"$ref": "#/$defs/date"},
              "percent": {"type": "integer", "minimum": 1, "maximum": 100}
            },
            "required": ["by", "percent"],
            "additionalProperties": false
          }
        },
        "then": {"$ref": "#/$defs/requirements"}
      },
      "required": ["roll_out", "milestones", "then"],
      "additionalProperties": false
    },
    "evidence": {
      "type": "object",
      "properties": {
        "evidence": {
          "type": "string",
          "minLength": 1,
          "description": "Value of the column about of the register evidence."
        },
        "in": {"$ref": "#/$defs/area"},
        "at_least": {"type": "integer", "minimum": 1},
        "by": {"$ref": "#/$defs/date"},
        "keep_from": {"$ref": "#/$defs/date"},
        "during": {"$ref": "#/$defs/days"}
      },
      "required": ["evidence"],
      "additionalProperties": false,
      "allOf": [{"$ref": "#/$defs/at_most_one_when"}]
    },
    "all_of": {
      "type": "object",
      "properties": {
        "all_of": {"$ref": "#/$defs/requirements"},
        "by": {"$ref": "#/$defs/date"},
        "keep_from": {"$ref": "#/$defs/date"},
        "during": {"$ref": "#/$defs/days"}
      },
      "required": ["all_of"],
      "additionalProperties": false,
      "allOf": [{"$ref": "#/$defs/at_most_one_when"}]
    },
    "any_of": {
      "type": "object",
      "properties": {
        "any_of": {"$ref": "#/$defs/requirements"},
        "by": {"$ref": "#/$defs/date"},
        "keep_from": {"$ref": "#/$defs/date"},
        "during": {"$ref": "#/$defs/days"}
      },
      "required": ["any_of"],
      "additionalProperties": false,
      "allOf": [{"$ref": "#/$defs/at_most_one_when"}]
    },
    "area_set": {
      "oneOf": [
        {
          "type": "object",
          "properties": {
            "areas": {
              "type": "array",
              "minItems": 1,
              "uniqueItems": true,
              "items": {"$ref": "#/$defs/area"}
            }
          },
          "required": ["areas"],
          "additionalProperties": false
        },
        {
          "type": "object",
          "properties": {
            "kind": {"enum": ["region", "district"]},
            "in": {"$ref": "#/$defs/area"}
          },
          "required": ["kind"],
          "additionalProperties": false
        },
        {
          "type": "object",
          "properties": {
            "rule": {"const": "diversity"},
            "share_percent": {"type": "integer", "minimum": 1, "maximum": 100},
            "edition": {"type": "string", "minLength": 1},
            "at_most": {"type": "integer", "minimum": 1},
            "min_people": {"type": "integer", "minimum": 0},
            "in": {"$ref": "#/$defs/area"}
          },
          "required": ["rule", "share_percent", "edition"],
          "additionalProperties": false
        }
      ]
    }
  }
}
)schema";
  return kSchema;
}

}  // namespace dostyq::directive
