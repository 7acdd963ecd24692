# A role for GitHub's ID tokens, in the account that images are shared with: it copies them and points bundles at them.
# The policies are the JSON files of the folder above.
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source = "hashicorp/aws"
      # Before, the identity provider could not be made without a thumbprint, which AWS doesn't look at for GitHub.
      version = ">= 5.81"
    }
  }
}

variable "repository" {
  description = "The repository as the sub claim of its ID tokens names it: YOUR-ORG@ORG-ID/YOUR-REPOSITORY@REPOSITORY-ID, or YOUR-ORG/YOUR-REPOSITORY if it is older than 2026-07-15, was neither renamed nor moved since, and has not opted in."
  type        = string
  validation {
    condition     = can(regex("^([A-Za-z0-9_.-]+@[0-9]+/[A-Za-z0-9_.-]+@[0-9]+|[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)$", var.repository))
    error_message = "Give YOUR-ORG@ORG-ID/YOUR-REPOSITORY@REPOSITORY-ID or YOUR-ORG/YOUR-REPOSITORY."
  }
}

variable "copy_from" {
  description = "What may copy, a branch (ref:refs/heads/NAME) or an environment (environment:NAME)."
  type        = string
  default     = "ref:refs/heads/main"
  validation {
    condition     = can(regex("^(ref:refs/heads/|environment:)[^*?:]+$", var.copy_from))
    error_message = "Give ref:refs/heads/NAME or environment:NAME, without wildcards."
  }
}

variable "region" {
  description = "The Region of the shared images, the copies and the bundles, or * for all."
  type        = string
  validation {
    condition     = can(regex("^([a-z]{2}(-[a-z]+)+-[0-9]|\\*)$", var.region))
    error_message = "Give a Region such as eu-west-1, or *."
  }
}

variable "image" {
  description = "The image that may be copied (wsi-...), or * for all that are shared with this account."
  type        = string
  default     = "*"
  validation {
    condition     = can(regex("^(wsi-[0-9a-z]{9,63}|\\*)$", var.image))
    error_message = "Give an image id (wsi-...), or *."
  }
}

variable "copy_role_name" {
  description = "The name of the role that copies. An account has a name once."
  type        = string
  default     = "copy-images"
  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.copy_role_name))
    error_message = "Give 1 to 64 letters, digits and _+=,.@-, nothing else."
  }
}

variable "create_provider" {
  description = "Whether to make GitHub's identity provider too. An account has at most one."
  type        = bool
  default     = false
}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  values = {
    partition  = data.aws_partition.current.partition
    account    = data.aws_caller_identity.current.account_id
    audience   = data.aws_partition.current.partition == "aws-cn" ? "sts.amazonaws.com.cn" : "sts.amazonaws.com"
    repository = var.repository
    copy_from  = var.copy_from
    region     = var.region
    image      = var.image
  }
}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_provider ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = [local.values.audience]
}

# The most the role that copies can ever do, whatever else is attached to it.
resource "aws_iam_policy" "copy_boundary" {
  name   = "${var.copy_role_name}-boundary"
  policy = templatefile("${path.module}/../copy-boundary.json", local.values)
}

resource "aws_iam_role" "copy" {
  name                 = var.copy_role_name
  permissions_boundary = aws_iam_policy.copy_boundary.arn
  assume_role_policy   = templatefile("${path.module}/../copy-trust-policy.json", local.values)
}

resource "aws_iam_role_policy" "copy" {
  name   = "copy-images"
  role   = aws_iam_role.copy.id
  policy = templatefile("${path.module}/../copy-policy.json", local.values)
}

output "copy_role_arn" {
  description = "For role-to-assume, to copy"
  value       = aws_iam_role.copy.arn
}
