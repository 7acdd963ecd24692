# A role in the management account of an organization that reads its accounts and units. The roles that share and plan in
# the account of the images may assume it; organizations-role-to-assume names it. The policies are the JSON files beside
# this one.
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.81"
    }
  }
}

variable "image_account" {
  description = "The account that owns the images."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.image_account))
    error_message = "Give an account id of 12 digits."
  }
}

variable "share_role_name" {
  description = "The name of the role that shares, in that account. It has to exist."
  type        = string
  default     = "share-images"
  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.share_role_name))
    error_message = "Give 1 to 64 letters, digits and _+=,.@-, nothing else."
  }
}

variable "plan_role_name" {
  description = "The name of the role that plans, in that account. It has to exist."
  type        = string
  default     = "plan-image-sharing"
  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.plan_role_name))
    error_message = "Give 1 to 64 letters, digits and _+=,.@-, nothing else."
  }
}

data "aws_partition" "current" {}

locals {
  values = {
    partition       = data.aws_partition.current.partition
    account         = var.image_account
    share_role_name = var.share_role_name
    plan_role_name  = var.plan_role_name
  }
}

resource "aws_iam_role" "read" {
  name               = "read-organization"
  assume_role_policy = templatefile("${path.module}/trust-policy.json", local.values)
}

resource "aws_iam_role_policy" "read" {
  name   = "read-organization"
  role   = aws_iam_role.read.id
  policy = templatefile("${path.module}/policy.json", local.values)
}

output "read_role_arn" {
  description = "For organizations-role-to-assume"
  value       = aws_iam_role.read.arn
}
